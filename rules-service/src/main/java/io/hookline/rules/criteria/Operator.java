package io.hookline.rules.criteria;

import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonNumber;
import io.hookline.expressions.python.PythonOrder;
import io.hookline.expressions.python.PythonPattern;
import io.hookline.expressions.python.PythonText;
import io.hookline.expressions.python.Wildcard;
import io.hookline.rules.criteria.Criterion.Outcome;
import io.hookline.rules.criteria.Criterion.Outcome.Breaks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a criterion asks of a value (spec: rules-and-criteria, 6.5). Nothing is coerced: text is no number, and what an operator can't
 * compare breaks it. {@code search} is no operator of this kind, it has a class of its own.
 */
public enum Operator {
    MATCHWILDCARD(Operator::wildcard, "matchwildcard"),
    MATCHREGEX(pattern -> regex(pattern, PythonPattern::matchStart, PythonPattern.Flag.DOT_ALL), "matchregex"),
    REGEX(pattern -> regex(pattern, PythonPattern::search), "regex"),
    IREGEX(pattern -> regex(pattern, PythonPattern::search, PythonPattern.Flag.IGNORE_CASE), "iregex"),
    EQUALS(pattern -> sure(value -> PythonOrder.equal(value, pattern)), "equals", "eq"),
    NEQUALS(pattern -> sure(value -> !PythonOrder.equal(value, pattern)), "nequals", "neq"),
    IEQUALS(pattern -> text(pattern, inLowerCase(String::equals)), "iequals", "ieq"),
    CONTAINS(pattern -> pythonic(value -> PythonOrder.contains(value, pattern)), "contains"),
    ICONTAINS(pattern -> text(pattern, inLowerCase(String::contains)), "icontains"),
    NCONTAINS(pattern -> pythonic(value -> !PythonOrder.contains(value, pattern)), "ncontains"),
    INCONTAINS(pattern -> text(pattern, inLowerCase(String::contains).negate()), "incontains"),
    STARTSWITH(pattern -> text(pattern, String::startsWith), "startswith"),
    ISTARTSWITH(pattern -> text(pattern, inLowerCase(String::startsWith)), "istartswith"),
    ENDSWITH(pattern -> text(pattern, String::endsWith), "endswith"),
    IENDSWITH(pattern -> text(pattern, inLowerCase(String::endsWith)), "iendswith"),
    LESSTHAN(pattern -> pythonic(value -> PythonOrder.compare(value, pattern) < 0), "lessthan", "lt"),
    GREATERTHAN(pattern -> pythonic(value -> PythonOrder.compare(value, pattern) > 0), "greaterthan", "gt"),
    TIMEDIFF_LT(pattern -> age(pattern, difference -> -difference), "timediff_lt", "td_lt"),
    TIMEDIFF_GT(pattern -> age(pattern, difference -> difference), "timediff_gt", "td_gt"),
    EXISTS(pattern -> sure(value -> value != null), "exists"),
    NEXISTS(pattern -> sure(value -> value == null), "nexists"),
    INSIDE(pattern -> pythonic(value -> PythonOrder.contains(pattern, value)), "inside", "in"),
    NINSIDE(pattern -> pythonic(value -> !PythonOrder.contains(pattern, value)), "ninside", "nin");

    /** The name of the operator that is none of these, see {@link Search}. */
    static final String SEARCH = "search";

    private static final Map<String, Operator> BY_NAME = byName();

    private final Preparation preparation;
    private final List<String> names;

    Operator(Preparation preparation, String... names) {
        this.preparation = preparation;
        this.names = List.of(names);
    }

    /** A pattern made ready to be compared with many values. */
    @FunctionalInterface
    interface Test {
        /**
         * @param value null also if nothing is there
         */
        Outcome outcome(@Nullable Object value, Instant now);
    }

    /** The operator of exactly that name or alias. */
    static Optional<Operator> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** All names and aliases, as a message lists them. */
    static List<String> allNames() {
        List<String> names = new ArrayList<>(BY_NAME.keySet());
        names.add(SEARCH);
        return names;
    }

    /** True if the pattern does not matter, so that it may be left out. */
    boolean ignoresPattern() {
        return this == EXISTS || this == NEXISTS;
    }

    Test with(@Nullable Object pattern) {
        return pattern == null && !ignoresPattern() ? withNull() : preparation.prepare(pattern);
    }

    // A pattern is null only if a template gave null; then nothing holds, negations included (spec: rules-and-criteria,
    // 6.5).
    private Test withNull() {
        return sure(value -> this == NEQUALS && value != null);
    }

    private static Test wildcard(@Nullable Object pattern) {
        if (!(pattern instanceof String source)) {
            return notText("pattern", pattern);
        }
        try {
            Wildcard wildcard = Wildcard.read(source);
            return textual(wildcard::matches);
        } catch (PythonError e) {
            return broken(e.getMessage());
        }
    }

    private static Test regex(
            @Nullable Object pattern, BiPredicate<PythonPattern, String> matches, PythonPattern.Flag... flags) {
        if (!(pattern instanceof String source)) {
            return notText("pattern", pattern);
        }
        try {
            PythonPattern regex = PythonPattern.read(source, flags);
            return textual(text -> matches.test(regex, text));
        } catch (PythonError e) {
            return broken(e.getMessage());
        }
    }

    private static Test text(@Nullable Object pattern, BiPredicate<String, String> holds) {
        return pattern instanceof String wanted
                ? textual(text -> holds.test(text, wanted))
                : notText("pattern", pattern);
    }

    private static BiPredicate<String, String> inLowerCase(BiPredicate<String, String> holds) {
        return (value, pattern) -> holds.test(value.toLowerCase(Locale.ROOT), pattern.toLowerCase(Locale.ROOT));
    }

    /**
     * @param excess from how much older a value is than the pattern says, to what must be positive
     */
    private static Test age(@Nullable Object pattern, DoubleUnaryOperator excess) {
        double seconds;
        try {
            seconds = PythonNumber.real(pattern);
        } catch (PythonError e) {
            return broken(e.getMessage());
        }
        return (value, now) -> {
            Optional<Instant> time = value instanceof String text ? DateText.read(text) : Optional.empty();
            return time.map(then ->
                            Outcome.of(excess.applyAsDouble(seconds(Duration.between(then, now)) - seconds) > 0))
                    .orElseGet(() -> breaks("value is not a date: " + PythonText.repr(value)));
        };
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    private static Test textual(Predicate<String> holds) {
        return (value, now) -> {
            if (!(value instanceof String text)) {
                return notText("value", value).outcome(value, now);
            }
            try {
                return Outcome.of(holds.test(text));
            } catch (PythonError e) {
                return breaks(e.getMessage());
            }
        };
    }

    private static Test pythonic(Predicate<@Nullable Object> holds) {
        return (value, now) -> {
            try {
                return Outcome.of(holds.test(value));
            } catch (PythonError e) {
                return breaks(e.getMessage());
            }
        };
    }

    private static Test sure(Predicate<@Nullable Object> holds) {
        return (value, now) -> Outcome.of(holds.test(value));
    }

    private static Test notText(String what, @Nullable Object it) {
        return broken(what + " is not text: " + kind(it));
    }

    private static Test broken(String reason) {
        return (value, now) -> breaks(reason);
    }

    private static Outcome breaks(String reason) {
        return new Breaks(Criterion.Part.OPERATOR, reason);
    }

    private static String kind(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Boolean flag -> "a boolean";
            case Number number -> "a number";
            case List<?> list -> "a list";
            case Map<?, ?> object -> "an object";
            default -> value.getClass().getSimpleName();
        };
    }

    private static Map<String, Operator> byName() {
        Map<String, Operator> byName = new LinkedHashMap<>();
        for (Operator operator : values()) {
            operator.names.forEach(name -> byName.put(name, operator));
        }
        return byName;
    }

    /** Makes a pattern ready, once. */
    @FunctionalInterface
    private interface Preparation {
        Test prepare(@Nullable Object pattern);
    }
}
