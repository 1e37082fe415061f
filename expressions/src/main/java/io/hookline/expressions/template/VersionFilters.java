package io.hookline.expressions.template;

import static io.hookline.expressions.python.Signature.REQUIRED;

import io.hookline.expressions.python.Arguments;
import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonText;
import io.hookline.expressions.python.Signature;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** StackStorm's filters for semantic versions (2.0). */
final class VersionFilters {
    private static final Signature OTHER = Signature.of("pattern", REQUIRED);
    private static final Pattern OPERATOR = Pattern.compile("(>=|<=|==|!=|>|<|(?=[0-9]))(.*)", Pattern.DOTALL);

    private VersionFilters() {}

    static void addTo(Filters.Table table) {
        table.add("version_compare", OTHER, (value, a, frame) -> (long) compare(value, a))
                .add("version_more_than", OTHER, (value, a, frame) -> compare(value, a) > 0)
                .add("version_less_than", OTHER, (value, a, frame) -> compare(value, a) < 0)
                .add("version_equal", OTHER, (value, a, frame) -> compare(value, a) == 0)
                .add("version_match", OTHER, (value, a, frame) -> matches(Version.read(value), a.text(0)))
                .add(
                        "version_bump_major",
                        Signature.of(),
                        (value, a, frame) -> Version.read(value).major().add(BigInteger.ONE) + ".0.0")
                .add("version_bump_minor", Signature.of(), (value, a, frame) -> {
                    Version version = Version.read(value);
                    return version.major() + "." + version.minor().add(BigInteger.ONE) + ".0";
                })
                .add("version_bump_patch", Signature.of(), (value, a, frame) -> {
                    Version version = Version.read(value);
                    return version.major() + "." + version.minor() + "."
                            + version.patch().add(BigInteger.ONE);
                })
                .add("version_strip_patch", Signature.of(), (value, a, frame) -> {
                    Version version = Version.read(value);
                    return version.major() + "." + version.minor();
                });
    }

    private static int compare(@Nullable Object value, Arguments a) {
        return Version.read(value).compareTo(Version.read(a.get(0)));
    }

    private static boolean matches(Version version, String expression) {
        Matcher matcher = OPERATOR.matcher(expression);
        if (!matcher.matches()) {
            throw PythonError.value("match_expr parameter should be in format <op><ver>, where <op> is one of"
                    + " ['<', '>', '==', '<=', '>=', '!=']. You provided: " + PythonText.repr(expression));
        }
        int order = version.compareTo(Version.read(matcher.group(2)));
        return switch (matcher.group(1)) {
            case ">=" -> order >= 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case "<" -> order < 0;
            case "!=" -> order != 0;
            default -> order == 0;
        };
    }

    /**
     * @param preRelease its parts, none if it is a release
     */
    private record Version(BigInteger major, BigInteger minor, BigInteger patch, List<String> preRelease)
            implements Comparable<Version> {
        private static final String NUMBER = "(0|[1-9][0-9]*)";
        private static final String PART = "(?:0|[1-9A-Za-z-][0-9A-Za-z-]*)";
        private static final Pattern FORM = Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-(" + PART
                + "(?:\\." + PART + ")*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?");

        static Version read(@Nullable Object value) {
            String text = Arguments.of(value).text(0);
            Matcher matcher = FORM.matcher(text);
            if (text.length() > 256 || !matcher.matches()) {
                throw PythonError.value(text + " is not valid SemVer string");
            }
            return new Version(
                    new BigInteger(matcher.group(1)),
                    new BigInteger(matcher.group(2)),
                    new BigInteger(matcher.group(3)),
                    matcher.group(4) == null
                            ? List.of()
                            : List.of(matcher.group(4).split("\\.")));
        }

        @Override
        public int compareTo(Version other) {
            int order = major.compareTo(other.major);
            order = order != 0 ? order : minor.compareTo(other.minor);
            order = order != 0 ? order : patch.compareTo(other.patch);
            if (order != 0 || preRelease.isEmpty() || other.preRelease.isEmpty()) {
                // A release comes after its pre-releases.
                return order != 0 ? order : Boolean.compare(preRelease.isEmpty(), other.preRelease.isEmpty());
            }
            for (int i = 0; i < Math.min(preRelease.size(), other.preRelease.size()); i++) {
                int parts = compareParts(preRelease.get(i), other.preRelease.get(i));
                if (parts != 0) {
                    return parts;
                }
            }
            return Integer.compare(preRelease.size(), other.preRelease.size());
        }

        /** Numbers by value and before words. */
        private static int compareParts(String left, String right) {
            boolean leftNumber = left.matches("[0-9]+");
            boolean rightNumber = right.matches("[0-9]+");
            if (leftNumber && rightNumber) {
                return new BigInteger(left).compareTo(new BigInteger(right));
            }
            return leftNumber != rightNumber ? (leftNumber ? -1 : 1) : Integer.signum(left.compareTo(right));
        }
    }
}
