package io.hookline.expressions.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How Python prints values. */
public final class PythonText {
    /** Deeper values are refused rather than printed. */
    static final int DEEPEST = 200;

    private static final int MOST_DIGITS = 4_300;

    private final StringBuilder out = new StringBuilder();
    private final Meter meter;

    private PythonText(Meter meter) {
        this.meter = meter;
    }

    /** As {@code str(value)}: {@code True}, {@code None}, {@code [1, 'a']}; text as it is. */
    public static String str(@Nullable Object value) {
        return str(value, Meter.FREE);
    }

    /** As {@code repr(value)}: text in quotes. */
    public static String repr(@Nullable Object value) {
        return repr(value, Meter.FREE);
    }

    public static String str(@Nullable Object value, Meter meter) {
        return switch (value) {
            case String text -> text;
            case PythonObject object -> object.str();
            case null, default -> repr(value, meter);
        };
    }

    public static String repr(@Nullable Object value, Meter meter) {
        var text = new PythonText(meter);
        text.write(value, 0);
        return text.out.toString();
    }

    private void write(@Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw PythonError.limit("value is nested too deeply to be printed");
        }
        int before = out.length();
        switch (value) {
            case null -> out.append("None");
            case Boolean flag -> out.append(flag ? "True" : "False");
            case BigInteger number -> out.append(digits(number));
            case Double number -> out.append(real(number));
            case String text -> quote(text);
            case PythonObject object -> writeObject(object, depth);
            case List<?> list -> {
                writeAll("[", list, "]", depth);
                return;
            }
            case PythonTuple tuple -> {
                writeAll("(", tuple.items(), tuple.items().size() == 1 ? ",)" : ")", depth);
                return;
            }
            case PythonView view -> {
                writeAll(view.name() + "([", view.items(), "])", depth);
                return;
            }
            case Map<?, ?> map -> {
                writeMap(map, depth);
                return;
            }
            default -> out.append(value);
        }
        meter.characters(out.length() - before);
    }

    private void writeObject(PythonObject object, int depth) {
        Object plain = object.plain();
        if (plain == object) {
            out.append(object.str());
        } else {
            write(plain, depth + 1);
        }
    }

    private void writeAll(String open, List<?> items, String close, int depth) {
        meter.characters(open.length() + 2L * items.size());
        out.append(open);
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.append(", ");
            }
            write(items.get(i), depth + 1);
        }
        out.append(close);
    }

    private void writeMap(Map<?, ?> map, int depth) {
        meter.characters(2 + 4L * map.size());
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            write(entry.getKey(), depth + 1);
            out.append(": ");
            write(entry.getValue(), depth + 1);
            separator = ", ";
        }
        out.append('}');
    }

    private void quote(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        out.append(quote);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c == quote) {
                        out.append('\\').append(quote);
                    } else if (isPrintable(c)) {
                        out.appendCodePoint(c);
                    } else {
                        out.append((c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(c));
                    }
                }
            }
        });
        out.append(quote);
    }

    static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }

    static String digits(BigInteger number) {
        if (number.bitLength() > 3.33 * MOST_DIGITS) {
            throw PythonError.limit("Exceeds the limit (" + MOST_DIGITS + " digits) for integer string conversion");
        }
        return number.toString();
    }

    /** The shortest digits that read back as the same number; from 1e16 on and below 1e-4 with an exponent. */
    static String real(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        if (number == 0) {
            return 1 / number < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = shortest(number);
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            String plain = shortest.toPlainString();
            return plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        String digits = shortest.unscaledValue().abs().toString();
        return (number < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + (exponent < 0 ? "e-" : "e+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    static BigDecimal shortest(double number) {
        BigDecimal shortest = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        if (shortest.precision() == 2) {
            // Java writes at least two digits: 4.9E-324 where one, 5e-324, tells the number as well.
            BigDecimal shorter = new BigDecimal(number).round(new MathContext(1, RoundingMode.HALF_EVEN));
            return shorter.doubleValue() == number ? shorter : shortest;
        }
        return shortest;
    }

    /** Python's name of a value's type: {@code int}, {@code str}, {@code NoneType}. */
    public static String typeName(@Nullable Object value) {
        return switch (value) {
            case null -> "NoneType";
            case Boolean flag -> "bool";
            case Long number -> "int";
            case BigInteger number -> "int";
            case Double number -> "float";
            case String text -> "str";
            case List<?> list -> "list";
            case Map<?, ?> map -> "dict";
            case PythonTuple tuple -> "tuple";
            case PythonRange range -> "range";
            case PythonView view -> view.name();
            case PythonObject object -> object.typeName();
            default -> value.getClass().getSimpleName();
        };
    }
}
