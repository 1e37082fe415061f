package io.hookline.rules.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Small numbers, from one, for things that many have in common; each is counted as often as it is used. A number that nobody uses any more is
 * given to another.
 */
final class Numbers<T> {
    private final Map<T, Numbered<T>> known;
    private final List<@Nullable Numbered<T>> byNumber = new ArrayList<>();
    private final Deque<Integer> free = new ArrayDeque<>();

    /**
     * @param known empty; what it takes for the same thing gets the same number
     */
    Numbers(Map<T, Numbered<T>> known) {
        this.known = known;
        byNumber.add(null);
    }

    /** One use more. */
    Numbered<T> take(T thing) {
        Numbered<T> numbered = known.computeIfAbsent(thing, this::made);
        numbered.uses++;
        return numbered;
    }

    private Numbered<T> made(T thing) {
        if (free.isEmpty()) {
            free.push(byNumber.size());
            byNumber.add(null);
        }
        Numbered<T> numbered = new Numbered<>(thing, free.pop());
        byNumber.set(numbered.number, numbered);
        return numbered;
    }

    /** One use less; returns true if it was the last. */
    boolean giveBack(int number) {
        Numbered<T> numbered = Objects.requireNonNull(byNumber.get(number));
        if (--numbered.uses > 0) {
            return false;
        }
        known.remove(numbered.thing);
        byNumber.set(number, null);
        free.push(number);
        return true;
    }

    /** What has this number. */
    T of(int number) {
        return Objects.requireNonNull(byNumber.get(number)).thing;
    }

    /** No number in use is greater. */
    int last() {
        return byNumber.size() - 1;
    }

    /** A thing with its number. */
    static final class Numbered<T> {
        private final T thing;
        private final int number;
        private int uses;

        private Numbered(T thing, int number) {
            this.thing = thing;
            this.number = number;
        }

        int number() {
            return number;
        }

        boolean isNew() {
            return uses == 1;
        }
    }
}
