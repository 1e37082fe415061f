package io.hookline.expressions.template;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From what a parameter was given or rendered to, to the type it is declared with (spec: templating, 5). */
public enum Cast {
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN,
    ARRAY,
    OBJECT;

    /** Empty for types that are not cast, {@code null} and unknown ones among them. */
    public static Optional<Cast> to(String type) {
        throw new UnsupportedOperationException();
    }

    /** Null is never cast. */
    public Outcome cast(@Nullable Object value) {
        throw new UnsupportedOperationException();
    }

    /** What became of a value. */
    public sealed interface Outcome {
        record Done(@Nullable Object value) implements Outcome {}

        /**
         * @param reason in Python's words, as clients know them
         */
        record Impossible(String reason) implements Outcome {}
    }
}
