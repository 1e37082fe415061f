package io.hookline.expressions.template;

import static io.hookline.expressions.python.PythonNumber.arithmetic;

import io.hookline.expressions.python.Arguments;
import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonFormat;
import io.hookline.expressions.python.PythonNumber;
import io.hookline.expressions.python.PythonObject;
import io.hookline.expressions.python.PythonText;
import io.hookline.expressions.python.PythonTuple;
import io.hookline.expressions.python.Signature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jinja's filters for numbers. */
final class NumberFilters {
    private static final int DIGITS = 400;

    private NumberFilters() {}

    static void addTo(Filters.Table table) {
        table.add("abs", Signature.of(), (value, a, frame) -> PythonNumber.absolute(number(value)))
                .add("int", Signature.of("default", 0L, "base", 10L), (value, a, frame) -> integer(value, a))
                .add("float", Signature.of("default", 0.0), (value, a, frame) -> real(value, a.get(0)))
                .add(
                        "round",
                        Signature.of("precision", 0L, "method", "common"),
                        (value, a, frame) ->
                                round(number(value), Math.max(-DIGITS, Math.min(DIGITS, a.integer(0))), a.text(1)))
                .add(
                        "filesizeformat",
                        Signature.of("binary", false),
                        (value, a, frame) -> fileSize(PythonNumber.real(value), a.truth(0), frame));
    }

    static Object number(@Nullable Object value) {
        Object number = PythonObject.plain(value);
        if (number == null || !PythonNumber.isNumber(number)) {
            throw PythonError.type("a number is required, not '" + PythonText.typeName(value) + "'");
        }
        return number;
    }

    /** Forgives what is no number. */
    private static @Nullable Object integer(@Nullable Object given, Arguments a) {
        Object value = PythonObject.plain(given);
        try {
            return value instanceof String text
                    ? PythonNumber.integer(text, a.integer(1))
                    : PythonNumber.integer(value);
        } catch (PythonError e) {
            try {
                return PythonNumber.integer((Object) PythonNumber.real(value));
            } catch (PythonError noNumber) {
                return a.get(0);
            }
        }
    }

    private static @Nullable Object real(@Nullable Object value, @Nullable Object otherwise) {
        Object plain = PythonObject.plain(value);
        try {
            return PythonNumber.real(plain);
        } catch (PythonError e) {
            return otherwise;
        }
    }

    private static Object round(Object number, int precision, String method) {
        switch (method) {
            case "common" -> {
                return PythonNumber.round(number, precision);
            }
            case "ceil", "floor" -> {
                Object scale = arithmetic("**", 10L, (long) precision);
                double scaled = PythonNumber.real(arithmetic("*", number, scale));
                double whole = method.equals("ceil") ? Math.ceil(scaled) : Math.floor(scaled);
                return arithmetic("/", PythonNumber.integer((Object) whole), scale);
            }
            default -> throw PythonError.value("method must be common, ceil or floor");
        }
    }

    private static String fileSize(double bytes, boolean binary, Frame frame) {
        int base = binary ? 1024 : 1000;
        if (bytes < base) {
            return bytes == 1 ? "1 Byte" : (long) bytes + " Bytes";
        }
        String suffix = binary ? "iB" : "B";
        List<String> prefixes = List.of(binary ? "K" : "k", "M", "G", "T", "P", "E", "Z", "Y");
        double unit = base;
        int at = 0;
        while (at < prefixes.size() - 1 && bytes >= unit * base) {
            unit *= base;
            at++;
        }
        return PythonFormat.percent("%.1f", PythonTuple.of(bytes / unit), frame.budget()) + " " + prefixes.get(at)
                + suffix;
    }
}
