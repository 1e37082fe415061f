package io.hookline.expressions.template;

import org.jspecify.annotations.Nullable;

/** What became of evaluating a template to a value. */
public sealed interface Value permits Value.Evaluated, Refused {
    /**
     * @param value a plain value: null, Boolean, Long, BigInteger, Double, String, List or Map of such
     */
    record Evaluated(@Nullable Object value) implements Value {}
}
