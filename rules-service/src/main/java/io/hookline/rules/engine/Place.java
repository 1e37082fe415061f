package io.hookline.rules.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The rules under one key: a list, and when that is full, an index of its own over what else the rules ask. */
final class Place {
    private static final Posting[] EMPTY = {};
    /** One of so many instances that get to an index within a place is thought to meet a rule there. */
    private static final int SPLIT = 4;

    /** What it stands under in its table. */
    final Object key;

    private final @Nullable Table table;
    private final IndexShape shape;
    private Posting[] list = EMPTY;
    private int size;
    private int full;
    private @Nullable RuleIndex split;

    /**
     * @param table that it is dropped from when nobody stands here any more; null if it stays for good
     * @param shape of the index that it may become
     */
    Place(@Nullable Table table, Object key, IndexShape shape) {
        this.table = table;
        this.key = key;
        this.shape = shape;
        this.full = shape.fullPlace();
    }

    int size() {
        return size;
    }

    /** About how many of so many instances that get here meet a rule that comes here. */
    long odds(long instances) {
        if (split == null) {
            return instances;
        }
        return (instances * split.unguided() + instances / SPLIT * (size - split.unguided())) / Math.max(1, size);
    }

    /** Returns how the rule stands here, linked to the standing before it. */
    Posting add(Indexed rule, Claim claim, @Nullable Posting before) {
        Posting posting = new Posting(rule, this, claim, before);
        size++;
        if (table != null) {
            table.total++;
        }
        if (split != null) {
            posting.within = split.place(rule, claim, null);
            return posting;
        }
        if (size > list.length) {
            list = Arrays.copyOf(list, size < 4 ? size : size + (size >> 1));
        }
        posting.position = size - 1;
        list[posting.position] = posting;
        if (size > full && shape.depth() >= 0) {
            split();
        }
        return posting;
    }

    // Trying at each insertion would be quadratic where nothing can be split; at double size it costs no more than the
    // insertions.
    private void split() {
        RuleIndex inner = new RuleIndex(shape);
        for (int i = 0; i < size; i++) {
            list[i].within = inner.place(list[i].rule, list[i].claim(), null);
        }
        if (inner.unguided() == size) {
            for (int i = 0; i < size; i++) {
                list[i].within = null;
            }
            full = Math.max(full, size) * 2;
        } else {
            split = inner;
            list = EMPTY;
        }
    }

    void remove(Posting posting) {
        size--;
        if (table != null) {
            table.total--;
        }
        if (split == null) {
            Posting last = list[size];
            last.position = posting.position;
            list[posting.position] = last;
            Arrays.fill(list, size, size + 1, null);
        } else {
            removeAll(posting.within);
        }
        if (size == 0) {
            list = EMPTY;
            split = null;
            full = shape.fullPlace();
            if (table != null) {
                table.drop(this);
            }
        }
    }

    /** This standing and all those linked to it. */
    static void removeAll(@Nullable Posting first) {
        for (Posting posting = first; posting != null; posting = posting.next) {
            posting.place.remove(posting);
        }
    }

    void propose(@Nullable Object trigger, Found found) {
        if (split != null) {
            split.propose(trigger, found);
            return;
        }
        for (int i = 0; i < size; i++) {
            found.add(list[i].rule);
        }
    }
}
