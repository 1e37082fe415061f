package io.hookline.rules.engine;

import io.hookline.expressions.path.JsonPath;
import io.hookline.rules.criteria.Clue;
import io.hookline.rules.criteria.Sought;
import io.hookline.rules.engine.Answers.Answer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of a criterion fits into 64 bits, by the criterion's number. Often it is enough to answer for the criterion. Of a number to compare
 * with it is that number; of a text that is sought in another, the pairs of characters in it.
 */
final class Hints {
    private static final int LEAST_CAPACITY = 16;

    private final Numbers<List<Object>> fields = new Numbers<>(new HashMap<>());

    /** By the criterion's number: which field it looks at, nought if there is no hint. */
    private int[] fieldOf = new int[LEAST_CAPACITY];

    private long[] bits = new long[LEAST_CAPACITY];
    private Kind[] kinds = new Kind[LEAST_CAPACITY];

    void put(int criterion, Clue clue) {
        Hint hint = Hint.of(clue.sought());
        if (hint != null) {
            if (criterion >= bits.length) {
                fieldOf = Arrays.copyOf(fieldOf, 2 * criterion);
                bits = Arrays.copyOf(bits, 2 * criterion);
                kinds = Arrays.copyOf(kinds, 2 * criterion);
            }
            fieldOf[criterion] = fields.take(clue.field()).number();
            bits[criterion] = hint.bits();
            kinds[criterion] = hint.kind();
        }
    }

    void remove(int criterion) {
        if (has(criterion)) {
            fields.giveBack(fieldOf[criterion]);
            fieldOf[criterion] = 0;
        }
    }

    private boolean has(int criterion) {
        return criterion < fieldOf.length && fieldOf[criterion] != 0;
    }

    /** As many as there are fields, none of them seen. */
    @Nullable
    Seen[] nothingSeen() {
        return new @Nullable Seen[fields.last() + 1];
    }

    /**
     * What a criterion answers; null if only the criterion can tell.
     *
     * @param seen what was seen of the same payload so far
     */
    @Nullable
    Answer answer(int criterion, @Nullable Object trigger, @Nullable Seen[] seen) {
        if (!has(criterion)) {
            return null;
        }
        int field = fieldOf[criterion];
        Seen here = seen[field];
        if (here == null) {
            here = Seen.of(JsonPath.at(trigger, fields.of(field)));
            seen[field] = here;
        }
        return switch (kinds[criterion]) {
            case ABOVE -> here.answer(here.number() > Double.longBitsToDouble(bits[criterion]));
            case BELOW -> here.answer(here.number() < Double.longBitsToDouble(bits[criterion]));
            case WITHIN -> here.isText() && (bits[criterion] & ~here.pairs()) != 0 ? Answer.FAILS : null;
        };
    }

    private enum Kind {
        ABOVE,
        BELOW,
        WITHIN
    }

    private record Hint(Kind kind, long bits) {
        static @Nullable Hint of(Sought sought) {
            return switch (sought) {
                case Sought.Above(var number) -> compared(Kind.ABOVE, number);
                case Sought.Below(var number) -> compared(Kind.BELOW, number);
                default -> {
                    long pairs = commonPairs(sought);
                    yield pairs == 0 ? null : new Hint(Kind.WITHIN, pairs);
                }
            };
        }

        private static @Nullable Hint compared(Kind kind, Object number) {
            double exact = Seen.exact(number);
            return Double.isNaN(exact) ? null : new Hint(kind, Double.doubleToLongBits(exact));
        }

        /** Those that every text that is sought has in it. */
        private static long commonPairs(Sought sought) {
            return switch (sought) {
                case Sought.Starting(var start) -> Seen.pairs(start);
                case Sought.Ending(var end) -> Seen.pairs(end);
                case Sought.Holding(var piece) -> Seen.pairs(piece);
                case Sought.Containing(var piece) -> Seen.pairs(piece);
                case Sought.OneOf(var values) ->
                    common(values.stream().map(value -> value instanceof String text ? Seen.pairs(text) : 0L));
                case Sought.AnyOf(var each) -> common(each.stream().map(Hint::commonPairs));
                case Sought.LowerCased text -> 0;
                case Sought.HoldingLowerCased text -> 0;
                case Sought.Above number -> 0;
                case Sought.Below number -> 0;
                case Sought.Present present -> 0;
                case Sought.Anything anything -> 0;
            };
        }

        private static long common(Stream<Long> pairs) {
            return pairs.reduce((one, other) -> one & other).orElse(0L);
        }
    }

    /**
     * What a payload has at a field.
     *
     * @param number if it is one that a double holds exactly, else none
     * @param pairs of a text
     */
    record Seen(boolean isText, double number, long pairs) {
        /** Up to here a double holds all whole numbers. */
        private static final long EXACT = 1L << 53;

        static Seen of(@Nullable Object value) {
            return value instanceof String text
                    ? new Seen(true, Double.NaN, pairs(text))
                    : new Seen(false, exact(value), 0);
        }

        static double exact(@Nullable Object value) {
            return switch (value) {
                case Integer whole -> whole;
                case Long whole when whole >= -EXACT && whole <= EXACT -> whole;
                case Double fraction -> fraction;
                case null, default -> Double.NaN;
            };
        }

        /** The pairs of neighbouring characters as bits, of which several pairs share each. */
        static long pairs(String text) {
            long pairs = 0;
            for (int i = 1; i < text.length() && pairs != -1; i++) {
                int pair = text.charAt(i - 1) << Character.SIZE | text.charAt(i);
                pairs |= 1L << (pair * 0x9E3779B97F4A7C15L >>> Long.SIZE - 6);
            }
            return pairs;
        }

        @Nullable
        Answer answer(boolean holds) {
            if (Double.isNaN(number)) {
                return null;
            }
            return holds ? Answer.HOLDS : Answer.FAILS;
        }
    }
}
