package io.hookline.expressions.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Python's numbers: integers without bound, and floats. */
public final class PythonNumber {
    private static final int MOST_BITS = 100_000;
    private static final int MOST_DIGITS = 4_300;
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final Pattern REAL = Pattern.compile(
            "[+-]?(?:(?:\\d+(?:_\\d+)*+)?\\.\\d+(?:_\\d+)*+|\\d+(?:_\\d+)*+\\.?)(?:e[+-]?\\d+(?:_\\d+)*+)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern OUTER_BLANKS = Pattern.compile("^[ \\t-\\r]+|[ \\t-\\r]+\\z");
    private static final Pattern NOT_FINITE = Pattern.compile("([+-]?)(inf|infinity|nan)", Pattern.CASE_INSENSITIVE);

    private PythonNumber() {}

    /** True for booleans too, as in Python. */
    public static boolean isNumber(@Nullable Object value) {
        return value instanceof Long
                || value instanceof Double
                || value instanceof Boolean
                || value instanceof BigInteger;
    }

    public static boolean isInteger(@Nullable Object value) {
        return value instanceof Long || value instanceof Boolean || value instanceof BigInteger;
    }

    /**
     * As {@code int(value)}: Long or BigInteger.
     *
     * @throws PythonError in Python's words
     */
    public static Object integer(@Nullable Object value) {
        return switch (PythonObject.plain(value)) {
            case Boolean flag -> flag ? 1L : 0L;
            case Long number -> number;
            case BigInteger number -> number;
            case Double number -> whole(number);
            case String text -> integer(text, 10);
            case null, default ->
                throw PythonError.type("int() argument must be a string, a bytes-like object or a real number, not '"
                        + PythonText.typeName(value) + "'");
        };
    }

    private static Object whole(double number) {
        if (Double.isNaN(number)) {
            throw PythonError.value("cannot convert float NaN to integer");
        }
        if (Double.isInfinite(number)) {
            throw PythonError.value("cannot convert float infinity to integer");
        }
        return normal(new BigDecimal(number).toBigInteger());
    }

    /** As {@code int(text, base)}; base 0 reads the base from the text's prefix. */
    public static Object integer(String text, int base) {
        String digits = withAsciiDigits(text);
        boolean negative = digits.startsWith("-");
        if (negative || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        int radix = base;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            int prefixed = switch (Character.toLowerCase(digits.charAt(1))) {
                case 'x' -> 16;
                case 'o' -> 8;
                case 'b' -> 2;
                default -> 10;
            };
            if (prefixed != 10 && (base == 0 || base == prefixed)) {
                radix = prefixed;
                digits = digits.substring(digits.startsWith("_", 2) ? 3 : 2);
            } else if (base == 0 && !digits.chars().allMatch(c -> c == '0' || c == '_')) {
                throw notAnInteger(text, base);
            }
        }
        radix = radix == 0 ? 10 : radix;
        if (!digits.matches("[0-9A-Za-z]+(?:_[0-9A-Za-z]+)*+")) {
            throw notAnInteger(text, base);
        }
        if (digits.length() > MOST_DIGITS) {
            throw PythonError.value("Exceeds the limit (" + MOST_DIGITS + " digits) for integer string conversion");
        }
        try {
            BigInteger number = new BigInteger(digits.replace("_", ""), radix);
            return normal(negative ? number.negate() : number);
        } catch (NumberFormatException e) {
            throw notAnInteger(text, base);
        }
    }

    /** As Python reads numbers: digits of all scripts count. Of blanks around them, text of ASCII alone knows fewer. */
    private static String withAsciiDigits(String text) {
        var read = new StringBuilder(text.length());
        boolean isAscii = text.chars().allMatch(c -> c < 0x80);
        text.codePoints().forEach(c -> {
            if (Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER) {
                read.append((char) ('0' + Character.digit(c, 10)));
            } else if (!isAscii && CodePoints.isSpace(c)) {
                read.append(' ');
            } else {
                read.appendCodePoint(c);
            }
        });
        return OUTER_BLANKS.matcher(read).replaceAll("");
    }

    private static PythonError notAnInteger(String text, int base) {
        return PythonError.value("invalid literal for int() with base " + base + ": " + PythonText.repr(text));
    }

    /**
     * As {@code float(value)}.
     *
     * @throws PythonError in Python's words
     */
    public static double real(@Nullable Object value) {
        return switch (PythonObject.plain(value)) {
            case Boolean flag -> flag ? 1 : 0;
            case Long number -> number;
            case BigInteger number -> finite(number.doubleValue(), "int too large to convert to float");
            case Double number -> number;
            case String text -> real(text);
            case null, default ->
                throw PythonError.type(
                        "float() argument must be a string or a real number, not '" + PythonText.typeName(value) + "'");
        };
    }

    private static double real(String text) {
        String stripped = withAsciiDigits(text);
        if (REAL.matcher(stripped).matches()) {
            return Double.parseDouble(stripped.replace("_", ""));
        }
        Matcher notFinite = NOT_FINITE.matcher(stripped);
        if (notFinite.matches()) {
            double size =
                    notFinite.group(2).toLowerCase(Locale.ROOT).equals("nan") ? Double.NaN : Double.POSITIVE_INFINITY;
            return "-".equals(notFinite.group(1)) ? -size : size;
        }
        throw PythonError.value("could not convert string to float: " + PythonText.repr(text));
    }

    private static double finite(double number, String otherwise) {
        if (Double.isInfinite(number)) {
            throw PythonError.value(otherwise);
        }
        return number;
    }

    /** A Long wherever the number fits into one. */
    static Object normal(BigInteger number) {
        if (number.compareTo(LEAST) >= 0 && number.compareTo(MOST) <= 0) {
            return number.longValue();
        }
        if (number.bitLength() > MOST_BITS) {
            throw PythonError.limit("integer is too large");
        }
        return number;
    }

    static BigInteger big(Object number) {
        return switch (number) {
            case Boolean flag -> flag ? BigInteger.ONE : BigInteger.ZERO;
            case Long small -> BigInteger.valueOf(small);
            case BigInteger large -> large;
            default ->
                throw PythonError.type(
                        "'" + PythonText.typeName(number) + "' object cannot be interpreted as an integer");
        };
    }

    /**
     * One of {@code + - * / // % **} on two numbers.
     */
    public static Object arithmetic(String operator, Object left, Object right) {
        if (left instanceof Double || right instanceof Double) {
            return reals(operator, real(left), real(right));
        }
        if (left instanceof Long a && right instanceof Long b) {
            long sum = a + b;
            long difference = a - b;
            long high = Math.multiplyHigh(a, b);
            long low = a * b;
            switch (operator) {
                case "+" -> {
                    if (((a ^ sum) & (b ^ sum)) >= 0) {
                        return sum;
                    }
                }
                case "-" -> {
                    if (((a ^ b) & (a ^ difference)) >= 0) {
                        return difference;
                    }
                }
                case "*" -> {
                    if (high == low >> 63) {
                        return low;
                    }
                }
                default -> {}
            }
        }
        return integers(operator, big(left), big(right));
    }

    private static Object integers(String operator, BigInteger left, BigInteger right) {
        return switch (operator) {
            case "+" -> normal(left.add(right));
            case "-" -> normal(left.subtract(right));
            case "*" -> {
                checkBits((long) left.bitLength() + right.bitLength());
                yield normal(left.multiply(right));
            }
            case "/" -> {
                if (right.signum() == 0) {
                    throw PythonError.value("division by zero");
                }
                yield quotient(left, right);
            }
            case "//" -> normal(floor(left, right)[0]);
            case "%" -> normal(floor(left, right)[1]);
            case "**" -> power(left, right);
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private static void checkBits(long bits) {
        if (bits > MOST_BITS) {
            throw PythonError.limit("integer is too large");
        }
    }

    private static double quotient(BigInteger left, BigInteger right) {
        if (left.bitLength() <= 53 && right.bitLength() <= 53) {
            return left.doubleValue() / right.doubleValue();
        }
        double quotient = new BigDecimal(left)
                .divide(new BigDecimal(right), new MathContext(60))
                .doubleValue();
        return finite(quotient, "integer division result too large for a float");
    }

    private static BigInteger[] floor(BigInteger left, BigInteger right) {
        if (right.signum() == 0) {
            throw PythonError.value("integer division or modulo by zero");
        }
        BigInteger[] parts = left.divideAndRemainder(right);
        if (parts[1].signum() != 0 && parts[1].signum() != right.signum()) {
            parts[0] = parts[0].subtract(BigInteger.ONE);
            parts[1] = parts[1].add(right);
        }
        return parts;
    }

    private static Object power(BigInteger base, BigInteger exponent) {
        if (exponent.signum() < 0) {
            return reals("**", real(normal(base)), real(normal(exponent)));
        }
        if (base.bitLength() <= 1 && base.abs().compareTo(BigInteger.ONE) <= 0) {
            return base.signum() == 0
                    ? exponent.signum() == 0 ? 1L : 0L
                    : base.signum() > 0 || !exponent.testBit(0) ? 1L : -1L;
        }
        checkBits(exponent.bitLength() > 20 ? Long.MAX_VALUE : base.bitLength() * exponent.longValue());
        return normal(base.pow(exponent.intValue()));
    }

    private static Object reals(String operator, double left, double right) {
        return switch (operator) {
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "/" -> left / divisor(right, "float division by zero");
            case "//" -> floor(left, divisor(right, "float floor division by zero"));
            case "%" -> modulo(left, divisor(right, "float modulo"));
            case "**" -> power(left, right);
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private static double divisor(double right, String otherwise) {
        if (right == 0) {
            throw PythonError.value(otherwise);
        }
        return right;
    }

    private static double modulo(double left, double right) {
        double rest = left % right;
        if (rest == 0) {
            return Math.copySign(0, right);
        }
        return rest < 0 != right < 0 ? rest + right : rest;
    }

    private static double floor(double left, double right) {
        double quotient = (left - modulo(left, right)) / right;
        double floor = Math.floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    private static double power(double base, double exponent) {
        if (base == 0 && exponent < 0) {
            throw PythonError.value("0.0 cannot be raised to a negative power");
        }
        if (base < 0 && Double.isFinite(base) && Double.isFinite(exponent) && exponent != Math.rint(exponent)) {
            throw PythonError.type("a complex number is no value here");
        }
        double power = base == 1 ? 1 : Math.pow(base, exponent);
        return Double.isFinite(base) && Double.isFinite(exponent)
                ? finite(power, "(34, 'Numerical result out of range')")
                : power;
    }

    public static Object negate(Object number) {
        return number instanceof Double real
                ? (Object) (-real)
                : normal(big(number).negate());
    }

    public static Object absolute(Object number) {
        return number instanceof Double real
                ? (Object) Math.abs(real)
                : normal(big(number).abs());
    }

    /** As {@code round(number, places)}: half to even, on the exact value that a float has. */
    public static Object round(Object number, int places) {
        if (number instanceof Double real) {
            if (!Double.isFinite(real) || places > 400) {
                return real;
            }
            double rounded = new BigDecimal(real)
                    .setScale(Math.max(places, -400), RoundingMode.HALF_EVEN)
                    .doubleValue();
            return rounded == 0 ? Math.copySign(0.0, real) : rounded;
        }
        BigInteger whole = big(number);
        if (places >= 0) {
            return normal(whole);
        }
        return normal(new BigDecimal(whole)
                .setScale(Math.max(places, -5_000), RoundingMode.HALF_EVEN)
                .toBigInteger());
    }

    /** Exact, whatever the types. Neither may be NaN. */
    static int compare(Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return Long.compare(a, b);
        }
        if (left instanceof Double a && right instanceof Double b) {
            return a < b ? -1 : a > b ? 1 : 0;
        }
        if (left instanceof Double a) {
            return -compareExactly(right, a);
        }
        return right instanceof Double b ? compareExactly(left, b) : big(left).compareTo(big(right));
    }

    private static int compareExactly(Object whole, double real) {
        if (Double.isInfinite(real)) {
            return real > 0 ? -1 : 1;
        }
        return new BigDecimal(big(whole)).compareTo(new BigDecimal(real));
    }

    static boolean isNan(@Nullable Object value) {
        return value instanceof Double real && real.isNaN();
    }
}
