package io.hookline.expressions.template;

import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonJson;
import io.hookline.expressions.python.PythonLiteral;
import io.hookline.expressions.python.PythonNumber;
import io.hookline.expressions.python.PythonText;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From what a parameter was given or rendered to, to the type it is declared with (spec: templating, 5). */
public enum Cast {
    STRING {
        @Override
        Object of(Object value) {
            if (value instanceof String) {
                return value;
            }
            throw PythonError.value("Value \"%s\" must either be a string or None. Got \"%s\"."
                    .formatted(PythonText.str(value), PythonText.typeName(value)));
        }
    },
    INTEGER {
        @Override
        Object of(Object value) {
            return PythonNumber.integer(value);
        }
    },
    NUMBER {
        @Override
        Object of(Object value) {
            double real = PythonNumber.real(value);
            if (!Double.isFinite(real)) {
                throw PythonError.value("Out of range float values are not JSON compliant");
            }
            return real;
        }
    },
    BOOLEAN {
        @Override
        @Nullable
        Object of(Object value) {
            if (!(value instanceof String text) || text.isEmpty()) {
                return value instanceof String ? PythonLiteral.read("") : value;
            }
            int first = text.offsetByCodePoints(0, 1);
            return PythonLiteral.read(text.substring(0, first).toUpperCase(Locale.ROOT)
                    + text.substring(first).toLowerCase(Locale.ROOT));
        }
    },
    ARRAY {
        @Override
        @Nullable
        Object of(Object value) {
            return structure(value);
        }
    },
    OBJECT {
        @Override
        @Nullable
        Object of(Object value) {
            return structure(value);
        }
    };

    /** Empty for types that are not cast, {@code null} and unknown ones among them. */
    public static Optional<Cast> to(String type) {
        return switch (type) {
            case "string" -> Optional.of(STRING);
            case "integer" -> Optional.of(INTEGER);
            case "number" -> Optional.of(NUMBER);
            case "boolean" -> Optional.of(BOOLEAN);
            case "array" -> Optional.of(ARRAY);
            case "object" -> Optional.of(OBJECT);
            default -> Optional.empty();
        };
    }

    /** Null is never cast; the marker that {@code use_none} makes is null. */
    public Outcome cast(@Nullable Object value) {
        if (value == null || value.equals(StackStormFilters.NONE)) {
            return new Outcome.Done(null);
        }
        try {
            return new Outcome.Done(of(value));
        } catch (PythonError e) {
            return new Outcome.Impossible(e.getMessage());
        }
    }

    abstract @Nullable Object of(Object value);

    private static @Nullable Object structure(Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        try {
            return PythonJson.read(text);
        } catch (PythonError e) {
            return PythonLiteral.read(text);
        }
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
