package io.hookline.expressions.python;

import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's {@code range}: counted out only where it is walked. */
public record PythonRange(long start, long stop, long step) {
    private static final int LONGEST = 100_000;

    public PythonRange {
        if (step == 0) {
            throw new PythonError(PythonError.Kind.VALUE, "range() arg 3 must not be zero");
        }
        if (count(start, stop, step) > LONGEST) {
            throw new PythonError(
                    PythonError.Kind.LIMIT,
                    "Range too big. The sandbox blocks ranges larger than MAX_RANGE (" + LONGEST + ").");
        }
    }

    private static double count(long start, long stop, long step) {
        return Math.max(0, Math.ceil(((double) stop - start) / step));
    }

    public int size() {
        return (int) count(start, stop, step);
    }

    public List<@Nullable Object> items() {
        return new AbstractList<>() {
            @Override
            public Object get(int index) {
                return start + index * step;
            }

            @Override
            public int size() {
                return PythonRange.this.size();
            }
        };
    }

    @Override
    public String toString() {
        return step == 1 ? "range(%d, %d)".formatted(start, stop) : "range(%d, %d, %d)".formatted(start, stop, step);
    }
}
