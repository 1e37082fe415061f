package io.hookline.common.start;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import java.time.Duration;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of settings, for {@code @WithConverter}: what is below stops the start with a sentence that names the setting. Only the value
 * itself is looked at; where settings depend on each other their user checks them.
 */
public final class AtLeast {
    private static final String POSITIVE = "it has to be more than 0";
    private static final String NOT_NEGATIVE = "it can't be less than 0";

    private AtLeast() {}

    /** An empty text is no value: the setting is as if it were not given. */
    private static <T> @Nullable T checked(@Nullable T value, Predicate<T> isGood, String bound) {
        if (value != null && !isGood.test(value)) {
            throw new IllegalArgumentException(bound);
        }
        return value;
    }

    /** Some time. */
    public static final class SomeTime implements Converter<Duration> {
        private static final long serialVersionUID = 1;

        @Override
        public @Nullable Duration convert(String text) {
            return checked(new DurationConverter().convert(text), Duration::isPositive, POSITIVE);
        }
    }

    /** Some time, or none. */
    public static final class NoTime implements Converter<Duration> {
        private static final long serialVersionUID = 1;

        @Override
        public @Nullable Duration convert(String text) {
            return checked(new DurationConverter().convert(text), value -> !value.isNegative(), NOT_NEGATIVE);
        }
    }

    /** A byte. */
    public static final class OneByte implements Converter<MemorySize> {
        private static final long serialVersionUID = 1;

        @Override
        public @Nullable MemorySize convert(String text) {
            return checked(new MemorySizeConverter().convert(text), value -> value.asLongValue() > 0, POSITIVE);
        }
    }

    /** 1. */
    public static final class One implements Converter<Integer> {
        private static final long serialVersionUID = 1;

        @Override
        public @Nullable Integer convert(String text) {
            return checked(Integer.valueOf(text.strip()), value -> value > 0, POSITIVE);
        }
    }

    /** 1, of what there may be very many of. */
    public static final class OneOfMany implements Converter<Long> {
        private static final long serialVersionUID = 1;

        @Override
        public @Nullable Long convert(String text) {
            return checked(Long.valueOf(text.strip()), value -> value > 0, POSITIVE);
        }
    }

    /** 0. */
    public static final class Zero implements Converter<Integer> {
        private static final long serialVersionUID = 1;

        @Override
        public @Nullable Integer convert(String text) {
            return checked(Integer.valueOf(text.strip()), value -> value >= 0, NOT_NEGATIVE);
        }
    }
}
