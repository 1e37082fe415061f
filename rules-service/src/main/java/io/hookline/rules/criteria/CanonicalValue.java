package io.hookline.rules.criteria;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When two JSON values are the same to {@code equals}: if and only if their canonical values are equal in Java's sense, inside lists and
 * objects too. So a hash table over canonical values finds what the criteria find (spec: rules-and-criteria, 6.5): {@code 1}, {@code 1.0}
 * and {@code true} are one value, big integers are exact, and a fraction is the double it was read as.
 */
public final class CanonicalValue {
    /** What null is, and what is missing. */
    public static final Object NULL = new Object() {
        @Override
        public String toString() {
            return "null";
        }
    };

    private static final double TWO_TO_63 = 0x1p63;
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private CanonicalValue() {}

    public static Object of(@Nullable Object value) {
        return switch (value) {
            case null -> NULL;
            case Boolean flag -> flag ? 1L : 0L;
            case Double real -> of(real.doubleValue());
            case BigInteger whole -> of(whole);
            case List<?> list -> {
                List<Object> items = new ArrayList<>(list.size());
                list.forEach(item -> items.add(of(item)));
                yield items;
            }
            case Map<?, ?> object -> {
                Map<Object, Object> fields = HashMap.newHashMap(object.size());
                object.forEach((name, item) -> fields.put(of(name), of(item)));
                yield fields;
            }
            default -> value;
        };
    }

    private static Object of(double real) {
        if (real != Math.rint(real) || Double.isInfinite(real)) {
            return real;
        }
        return real >= -TWO_TO_63 && real < TWO_TO_63 ? (Object) (long) real : new BigDecimal(real).toBigInteger();
    }

    private static Object of(BigInteger whole) {
        return whole.compareTo(LEAST) >= 0 && whole.compareTo(MOST) <= 0 ? (Object) whole.longValue() : whole;
    }
}
