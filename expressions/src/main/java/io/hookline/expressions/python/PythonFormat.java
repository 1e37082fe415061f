package io.hookline.expressions.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code '%05.1f' % x} and {@code '{:>10}'.format(x)}. */
public final class PythonFormat {
    private static final int MOST_DIGITS = 1_000;
    private static final Pattern PERCENT =
            Pattern.compile("%(?:\\(([^)]*)\\))?([-+ 0#]*)(\\*|\\d+)?(?:\\.(\\*|\\d*))?[hlL]?(.)?", Pattern.DOTALL);
    private static final Pattern SPEC = Pattern.compile(
            "(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\\d+)?([,_])?(?:\\.(\\d+))?([bcdeEfFgGnosxX%])?", Pattern.DOTALL);
    private static final Pattern FIELD_STEP = Pattern.compile("\\.([^.\\[]+)|\\[([^\\]]+)\\]");

    private PythonFormat() {}

    /** As {@code template % arguments}. */
    public static String percent(String template, @Nullable Object arguments, Meter meter) {
        return new Percent(template, arguments, meter).format();
    }

    private static final class Percent {
        private final String template;
        private final @Nullable Object arguments;
        private final Meter meter;
        private int used;

        Percent(String template, @Nullable Object arguments, Meter meter) {
            this.template = template;
            this.arguments = arguments;
            this.meter = meter;
        }

        String format() {
            var out = new StringBuilder();
            Matcher matcher = PERCENT.matcher(template);
            int from = 0;
            boolean named = false;
            while (matcher.find(from)) {
                out.append(template, from, matcher.start());
                from = matcher.end();
                named |= matcher.group(1) != null;
                if (matcher.group(5) == null) {
                    throw PythonError.value("incomplete format");
                }
                String piece = matcher.group(5).equals("%") ? "%" : one(matcher);
                meter.characters(piece.length());
                out.append(piece);
            }
            boolean all = arguments instanceof PythonTuple tuple
                    ? used == tuple.items().size()
                    : used == 1 || named || arguments instanceof Map;
            if (!all) {
                throw PythonError.type("not all arguments converted during string formatting");
            }
            return out.append(template, from, template.length()).toString();
        }

        private @Nullable Object next() {
            if (arguments instanceof PythonTuple tuple) {
                if (used == tuple.items().size()) {
                    throw PythonError.type("not enough arguments for format string");
                }
                return tuple.items().get(used++);
            }
            if (used++ > 0) {
                throw PythonError.type("not enough arguments for format string");
            }
            return arguments;
        }

        private String one(Matcher matcher) {
            String flags = matcher.group(2);
            String key = matcher.group(1);
            int width = number(matcher.group(3), 0);
            boolean left = flags.indexOf('-') >= 0 || width < 0;
            int precision = matcher.group(4) == null ? -1 : number(matcher.group(4), 0);
            Object value = key == null ? next() : lookedUp(key);
            char kind = matcher.group(5).charAt(0);
            boolean numeric = "diouxXeEfFgG".indexOf(kind) >= 0;
            String body = numeric ? number(kind, value, precision, flags) : text(kind, value, precision);
            int missing = TextMethods.width(Math.abs((long) width)) - CodePoints.length(body);
            if (missing <= 0) {
                return body;
            }
            meter.characters(missing);
            if (numeric && !left && flags.indexOf('0') >= 0) {
                int sign = body.matches("(?s)[-+ ].*") ? 1 : 0;
                int prefix = body.startsWith("0x", sign) || body.startsWith("0X", sign) ? sign + 2 : sign;
                return body.substring(0, prefix) + "0".repeat(missing) + body.substring(prefix);
            }
            return left ? body + " ".repeat(missing) : " ".repeat(missing) + body;
        }

        private int number(@Nullable String written, int otherwise) {
            if (written == null || written.isEmpty()) {
                return otherwise;
            }
            return written.equals("*") ? Arguments.of(next()).integer(0) : bounded(written);
        }

        private @Nullable Object lookedUp(String key) {
            if (!(arguments instanceof Map<?, ?> map)) {
                throw PythonError.type("format requires a mapping");
            }
            if (!map.containsKey(key)) {
                throw PythonError.value("no such key: " + PythonText.repr(key));
            }
            return map.get(key);
        }

        private String text(char kind, @Nullable Object value, int precision) {
            String text = switch (kind) {
                case 's' -> PythonText.str(value, meter);
                case 'r' -> PythonText.repr(value, meter);
                case 'a' -> ascii(PythonText.repr(value, meter));
                case 'c' -> character(value);
                default -> throw PythonError.value("unsupported format character '" + kind + "'");
            };
            return precision < 0 ? text : CodePoints.substring(text, 0, Math.min(precision, CodePoints.length(text)));
        }

        private static String number(char kind, @Nullable Object value, int precision, String flags) {
            if (value == null || !PythonNumber.isNumber(value)) {
                throw PythonError.type(
                        "%" + kind + " format: a real number is required, not " + PythonText.typeName(value));
            }
            String sign = flags.indexOf('+') >= 0 ? "+" : flags.indexOf(' ') >= 0 ? " " : "-";
            boolean alternative = flags.indexOf('#') >= 0;
            if ("eEfFgG".indexOf(kind) >= 0) {
                return signed(sign, PythonNumber.real(value), precision < 0 ? 6 : precision, kind, alternative);
            }
            if (value instanceof Double && "oxX".indexOf(kind) >= 0) {
                throw PythonError.type("%" + kind + " format: an integer is required, not float");
            }
            BigInteger whole = PythonNumber.big(PythonNumber.integer(value));
            String digits = integer("iu".indexOf(kind) >= 0 ? 'd' : kind, whole.abs(), alternative);
            int prefix = digits.length() > 2 && "xXo".indexOf(digits.charAt(1)) >= 0 ? 2 : 0;
            int missing = Math.max(0, checkedDigits(Math.max(precision, 0)) - (digits.length() - prefix));
            digits = digits.substring(0, prefix) + "0".repeat(missing) + digits.substring(prefix);
            return sign(sign, whole.signum() < 0) + digits;
        }
    }

    private static int bounded(String digits) {
        return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private static String ascii(String text) {
        var out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c < 0x80) {
                out.append((char) c);
            } else {
                out.append((c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(c));
            }
        });
        return out.toString();
    }

    private static String character(@Nullable Object value) {
        if (value instanceof String text && CodePoints.length(text) == 1) {
            return text;
        }
        if (value instanceof Long code && code >= 0 && code <= Character.MAX_CODE_POINT) {
            return Character.toString(code.intValue());
        }
        throw PythonError.type("%c requires int or char");
    }

    /** As {@code template.format(*positional, **named)}. */
    public static String format(String template, Arguments arguments, Meter meter) {
        return new Braces(arguments, meter).format(template, 0);
    }

    private static final class Braces {
        private final Arguments arguments;
        private final Meter meter;
        private int automatic;

        Braces(Arguments arguments, Meter meter) {
            this.arguments = arguments;
            this.meter = meter;
        }

        String format(String template, int depth) {
            if (depth > 2) {
                throw PythonError.value("Max string recursion exceeded");
            }
            var out = new StringBuilder();
            for (int i = 0; i < template.length(); i++) {
                char c = template.charAt(i);
                if ((c == '{' || c == '}') && template.startsWith(String.valueOf(c), i + 1)) {
                    out.append(c);
                    i++;
                } else if (c == '}') {
                    throw PythonError.value("Single '}' encountered in format string");
                } else if (c == '{') {
                    int end = fieldEnd(template, i + 1);
                    String field = field(template.substring(i + 1, end), depth);
                    meter.characters(field.length());
                    out.append(field);
                    i = end;
                } else {
                    out.append(c);
                }
            }
            return out.toString();
        }

        private static int fieldEnd(String template, int from) {
            int open = 1;
            for (int i = from; i < template.length(); i++) {
                open += template.charAt(i) == '{' ? 1 : template.charAt(i) == '}' ? -1 : 0;
                if (open == 0) {
                    return i;
                }
            }
            throw PythonError.value("expected '}' before end of string");
        }

        private String field(String field, int depth) {
            int bracket = field.lastIndexOf(']');
            int colon = field.indexOf(
                    ':', field.indexOf('[') >= 0 && field.indexOf('[') < field.indexOf(':') ? bracket : 0);
            String spec = colon < 0 ? "" : format(field.substring(colon + 1), depth + 1);
            String name = colon < 0 ? field : field.substring(0, colon);
            int exclamation = name.indexOf('!');
            Object value = named(exclamation < 0 ? name : name.substring(0, exclamation));
            if (exclamation >= 0) {
                value = switch (name.substring(exclamation + 1)) {
                    case "r" -> PythonText.repr(value, meter);
                    case "s" -> PythonText.str(value, meter);
                    case "a" -> ascii(PythonText.repr(value, meter));
                    default -> throw PythonError.value("Unknown conversion specifier");
                };
            }
            return one(value, spec, meter);
        }

        private @Nullable Object named(String name) {
            int end = 0;
            while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '[') {
                end++;
            }
            String first = name.substring(0, end);
            Object value;
            if (first.isEmpty() || first.matches("\\d{1,9}")) {
                int index = first.isEmpty() ? automatic++ : Integer.parseInt(first);
                if (index >= arguments.positional().size()) {
                    throw PythonError.value("Replacement index " + index + " out of range for positional args tuple");
                }
                value = arguments.get(index);
            } else if (arguments.named().containsKey(first)) {
                value = arguments.named().get(first);
            } else {
                throw PythonError.value("no such key: " + PythonText.repr(first));
            }
            Matcher step = FIELD_STEP.matcher(name);
            while (end < name.length()) {
                if (!step.find(end) || step.start() != end) {
                    throw PythonError.value("can't read the field " + PythonText.repr(name));
                }
                value = below(value, step.group(1) == null ? step.group(2) : step.group(1));
                end = step.end();
            }
            return value;
        }

        private static @Nullable Object below(@Nullable Object value, String key) {
            if (value instanceof Map<?, ?> map && map.containsKey(key)) {
                return map.get(key);
            }
            if (value != null && PythonSequence.isIndexable(value) && key.matches("\\d{1,9}")) {
                Object item = PythonSequence.at(value, Long.parseLong(key), Signature.REQUIRED);
                if (item != Signature.REQUIRED) {
                    return item;
                }
            }
            throw PythonError.value("no such key: " + PythonText.repr(key));
        }
    }

    /** As {@code format(value, spec)}. */
    private static String one(@Nullable Object object, String spec, Meter meter) {
        Object value = PythonObject.plain(object);
        if (spec.isEmpty()) {
            return PythonText.str(object, meter);
        }
        Matcher matcher = SPEC.matcher(spec);
        if (!matcher.matches()) {
            throw PythonError.value("Invalid format specifier");
        }
        String align = matcher.group(2);
        boolean zero = matcher.group(6) != null;
        String fill = matcher.group(1) != null ? matcher.group(1) : zero && align == null ? "0" : " ";
        int precision = matcher.group(9) == null ? -1 : bounded(matcher.group(9));
        char kind = matcher.group(10) == null ? ' ' : matcher.group(10).charAt(0);
        String body;
        if (value instanceof String text) {
            if (kind != ' ' && kind != 's' || matcher.group(3) != null || "=".equals(align)) {
                throw PythonError.value("Unknown format code '" + kind + "' for object of type 'str'");
            }
            body = precision < 0 ? text : CodePoints.substring(text, 0, Math.min(precision, CodePoints.length(text)));
            align = align == null ? "<" : align;
        } else if (value != null && PythonNumber.isNumber(value)) {
            body = number(value, matcher, kind, precision);
            align = align == null ? (zero ? "=" : ">") : align;
        } else {
            throw PythonError.type(
                    "unsupported format string passed to " + PythonText.typeName(object) + ".__format__");
        }
        int missing =
                TextMethods.width(bounded(matcher.group(7) == null ? "0" : matcher.group(7))) - CodePoints.length(body);
        if (missing <= 0) {
            return body;
        }
        meter.characters(missing);
        int sign = body.matches("(?s)[-+ ].*") ? 1 : 0;
        return switch (align) {
            case "<" -> body + fill.repeat(missing);
            case "^" -> fill.repeat(missing / 2) + body + fill.repeat(missing - missing / 2);
            case "=" -> body.substring(0, sign) + fill.repeat(missing) + body.substring(sign);
            default -> fill.repeat(missing) + body;
        };
    }

    private static String number(Object value, Matcher spec, char kind, int precision) {
        String sign = spec.group(3) == null ? "-" : spec.group(3);
        boolean alternative = spec.group(5) != null;
        boolean whole = !(value instanceof Double);
        String body;
        if (kind == 's'
                || !whole && "bcdoxX".indexOf(kind) >= 0
                || whole && precision >= 0 && "bcdoxXn ".indexOf(kind) >= 0) {
            throw PythonError.value(
                    "Unknown format code '" + kind + "' for object of type '" + PythonText.typeName(value) + "'");
        }
        if (kind == 'c') {
            return character(value);
        }
        if (whole && "bdoxXn ".indexOf(kind) >= 0) {
            BigInteger number = PythonNumber.big(value);
            body = sign(sign, number.signum() < 0)
                    + integer(kind == 'n' || kind == ' ' ? 'd' : kind, number.abs(), alternative);
        } else if (kind == '%') {
            body = signed(sign, PythonNumber.real(value) * 100, precision < 0 ? 6 : precision, 'f', alternative) + "%";
        } else if (kind == ' ' && precision < 0) {
            double real = PythonNumber.real(value);
            body = sign(sign, isNegative(real)) + PythonText.real(Math.abs(real));
        } else {
            boolean general = kind == ' ' || kind == 'n';
            body = signed(
                    sign, PythonNumber.real(value), precision < 0 ? 6 : precision, general ? 'g' : kind, alternative);
            body = kind == ' ' && body.matches("[-+ ]?\\d+") ? body + ".0" : body;
        }
        return spec.group(8) == null ? body : grouped(body, spec.group(8), "bxXo".indexOf(kind) >= 0 ? 4 : 3);
    }

    private static String grouped(String body, String separator, int size) {
        int start = body.matches("(?s)[-+ ].*") ? 1 : 0;
        int end = start;
        while (end < body.length()
                && Character.isLetterOrDigit(body.charAt(end))
                && (size == 4 || Character.isDigit(body.charAt(end)))) {
            end++;
        }
        var out = new StringBuilder(body);
        for (int i = end - size; i > start; i -= size) {
            out.insert(i, separator);
        }
        return out.toString();
    }

    private static String integer(char kind, BigInteger number, boolean alternative) {
        return switch (kind) {
            case 'x' -> (alternative ? "0x" : "") + number.toString(16);
            case 'X' -> (alternative ? "0X" : "") + number.toString(16).toUpperCase(Locale.ROOT);
            case 'o' -> (alternative ? "0o" : "") + number.toString(8);
            case 'b' -> (alternative ? "0b" : "") + number.toString(2);
            default -> PythonText.digits(number);
        };
    }

    private static boolean isNegative(double number) {
        return number < 0 || number == 0 && 1 / number < 0;
    }

    private static String sign(String wanted, boolean negative) {
        return negative ? "-" : wanted.equals("-") ? "" : wanted;
    }

    private static int checkedDigits(int precision) {
        if (precision > MOST_DIGITS) {
            throw PythonError.limit("precisions beyond " + MOST_DIGITS + " are not allowed");
        }
        return precision;
    }

    private static String signed(String sign, double number, int precision, char kind, boolean alternative) {
        checkedDigits(precision);
        String body;
        if (!Double.isFinite(number)) {
            body = Double.isNaN(number) ? "nan" : "inf";
        } else {
            BigDecimal exact = new BigDecimal(Math.abs(number));
            body = switch (Character.toLowerCase(kind)) {
                case 'f' ->
                    exact.setScale(precision, RoundingMode.HALF_EVEN).toPlainString()
                            + (alternative && precision == 0 ? "." : "");
                case 'e' -> scientific(exact, precision);
                default -> general(exact, Math.max(1, precision), alternative);
            };
        }
        return sign(sign, isNegative(number)) + (Character.isUpperCase(kind) ? body.toUpperCase(Locale.ROOT) : body);
    }

    private static String scientific(BigDecimal number, int precision) {
        BigDecimal rounded = number.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
        int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        String digits = rounded.signum() == 0 ? "0" : rounded.unscaledValue().toString();
        digits = digits.length() > precision + 1
                ? digits.substring(0, precision + 1)
                : digits + "0".repeat(precision + 1 - digits.length());
        return digits.charAt(0)
                + (precision > 0 ? "." + digits.substring(1) : "")
                + (exponent < 0 ? "e-" : "e+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    private static String general(BigDecimal number, int precision, boolean alternative) {
        BigDecimal rounded = number.round(new MathContext(precision, RoundingMode.HALF_EVEN));
        int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        String text = exponent < -4 || exponent >= precision
                ? scientific(number, precision - 1)
                : number.setScale(Math.max(0, precision - 1 - exponent), RoundingMode.HALF_EVEN)
                        .toPlainString();
        if (alternative || text.indexOf('.') < 0) {
            return text;
        }
        int end = text.indexOf('e') < 0 ? text.length() : text.indexOf('e');
        String mantissa = text.substring(0, end).replaceAll("\\.?0+$", "");
        return mantissa + text.substring(end);
    }
}
