package io.hookline.rules.criteria;

import io.hookline.expressions.python.Meter;
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
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a criterion asks of a value (spec: rules-and-criteria, 6.5). Nothing is coerced: text is no number, and what an operator can't
 * compare breaks it. {@code search} is no operator of this kind, it has a class of its own.
 */
public enum Operator {
    MATCHWILDCARD(Operator::wildcard, "matchwildcard"),
    MATCHREGEX(
            pattern -> regex(pattern, PythonPattern::matchStart, FewTexts::fromStart, PythonPattern.Flag.DOT_ALL),
            "matchregex"),
    REGEX(pattern -> regex(pattern, PythonPattern::search, UnaryOperator.identity()), "regex"),
    IREGEX(
            pattern -> regex(pattern, PythonPattern::search, UnaryOperator.identity(), PythonPattern.Flag.IGNORE_CASE),
            "iregex"),
    EQUALS(pattern -> sure(equalTo(pattern)), "equals", "eq"),
    NEQUALS(pattern -> sure(value -> !PythonOrder.equal(value, pattern)), "nequals", "neq"),
    IEQUALS(pattern -> text(pattern, inLowerCase(String::equals)), "iequals", "ieq"),
    CONTAINS(pattern -> containing(pattern, value -> PythonOrder.contains(value, pattern)), "contains"),
    ICONTAINS(pattern -> text(pattern, inLowerCase(String::contains)), "icontains"),
    NCONTAINS(pattern -> containing(pattern, value -> !PythonOrder.contains(value, pattern)), "ncontains"),
    INCONTAINS(pattern -> text(pattern, inLowerCase(String::contains).negate()), "incontains"),
    STARTSWITH(pattern -> text(pattern, String::startsWith), "startswith"),
    ISTARTSWITH(pattern -> text(pattern, inLowerCase(String::startsWith)), "istartswith"),
    ENDSWITH(pattern -> text(pattern, String::endsWith), "endswith"),
    IENDSWITH(pattern -> text(pattern, inLowerCase(String::endsWith)), "iendswith"),
    LESSTHAN(pattern -> ordered(pattern, order -> order < 0), "lessthan", "lt"),
    GREATERTHAN(pattern -> ordered(pattern, order -> order > 0), "greaterthan", "gt"),
    TIMEDIFF_LT(pattern -> age(pattern, difference -> -difference), "timediff_lt", "td_lt"),
    TIMEDIFF_GT(pattern -> age(pattern, difference -> difference), "timediff_gt", "td_gt"),
    EXISTS(pattern -> sure(value -> value != null), "exists"),
    NEXISTS(pattern -> sure(value -> value == null), "nexists"),
    INSIDE(pattern -> within(pattern, value -> PythonOrder.contains(pattern, value)), "inside", "in"),
    NINSIDE(pattern -> within(pattern, value -> !PythonOrder.contains(pattern, value)), "ninside", "nin");

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
        Outcome outcome(@Nullable Object value, Payload payload);

        /** Which values break it. */
        default BreaksOn breaksOn() {
            return BreaksOn.UNKNOWN;
        }

        /** The same without what is known of it: one step less in memory, for what is asked most. */
        default Test alone() {
            return this;
        }
    }

    /** A test of which is known what breaks it. */
    private record Foreseeable(BreaksOn breaksOn, Test test) implements Test {
        @Override
        public Outcome outcome(@Nullable Object value, Payload payload) {
            return test.outcome(value, payload);
        }

        @Override
        public Test alone() {
            return test;
        }
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

    /**
     * What a pattern has to be, if with this one every value breaks; empty if some value may be compared with it. A regular expression
     * that does not compile is not looked for.
     */
    Optional<String> needs(@Nullable Object pattern) {
        return switch (this) {
            case EQUALS, NEQUALS, CONTAINS, NCONTAINS, EXISTS, NEXISTS -> Optional.empty();
            case MATCHWILDCARD,
                    MATCHREGEX,
                    REGEX,
                    IREGEX,
                    IEQUALS,
                    ICONTAINS,
                    INCONTAINS,
                    STARTSWITH,
                    ISTARTSWITH,
                    ENDSWITH,
                    IENDSWITH -> needed(pattern instanceof String, "text");
            case LESSTHAN, GREATERTHAN -> needed(!(pattern instanceof Map), "a number, text or a list");
            case TIMEDIFF_LT, TIMEDIFF_GT -> needed(isReal(pattern), "a number of seconds");
            case INSIDE, NINSIDE -> needed(!PythonNumber.isNumber(pattern), "a list, text or an object");
        };
    }

    private static Optional<String> needed(boolean fits, String what) {
        return fits ? Optional.empty() : Optional.of(what);
    }

    private static boolean isReal(@Nullable Object pattern) {
        try {
            PythonNumber.real(pattern);
            return true;
        } catch (PythonError e) {
            return false;
        }
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
            return new Foreseeable(BreaksOn.NOT_TEXT, textual(wildcard::matches));
        } catch (PythonError e) {
            return broken(e.getMessage());
        }
    }

    private static Test regex(
            @Nullable Object pattern, Matching matches, UnaryOperator<FewTexts> few, PythonPattern.Flag... flags) {
        if (!(pattern instanceof String source)) {
            return notText("pattern", pattern);
        }
        try {
            PythonPattern regex = PythonPattern.read(source, flags);
            Optional<FewTexts> texts = ignoresCase(flags) ? Optional.empty() : FewTexts.of(source);
            if (texts.isPresent()) {
                return new Foreseeable(BreaksOn.NOT_TEXT, textual(few.apply(texts.get())::search));
            }
            Predicate<String> before = afterLiteral(source, flags);
            Test test =
                    textual((text, payload) -> before.test(text) && matches.test(regex, text, payload.regexSteps()));
            return regex.isLinear() ? new Foreseeable(BreaksOn.NOT_TEXT, test) : test;
        } catch (PythonError e) {
            return broken(e.getMessage());
        }
    }

    // What every match has in it is looked for first: that costs little, and spares the expression almost always.
    private static Predicate<String> afterLiteral(String source, PythonPattern.Flag... flags) {
        Optional<String> literal = ignoresCase(flags) ? Optional.empty() : RequiredLiteral.of(source);
        return literal.<Predicate<String>>map(piece -> text -> text.contains(piece))
                .orElse(text -> true);
    }

    private static boolean ignoresCase(PythonPattern.Flag... flags) {
        return List.of(flags).contains(PythonPattern.Flag.IGNORE_CASE);
    }

    private static Test text(@Nullable Object pattern, BiPredicate<String, String> holds) {
        if (!(pattern instanceof String wanted)) {
            return notText("pattern", pattern);
        }
        return new Foreseeable(
                BreaksOn.NOT_TEXT,
                (value, payload) -> value instanceof String text
                        ? Outcome.of(holds.test(text, wanted))
                        : notText("value", value).outcome(value, payload));
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
        return (value, payload) -> {
            Optional<Instant> time = value instanceof String text ? DateText.read(text) : Optional.empty();
            return time.map(then -> Outcome.of(
                            excess.applyAsDouble(seconds(Duration.between(then, payload.now())) - seconds) > 0))
                    .orElseGet(() -> breaks("value is not a date: " + PythonText.repr(value)));
        };
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    private static Test textual(Predicate<String> holds) {
        return textual((text, payload) -> holds.test(text));
    }

    private static Test textual(BiPredicate<String, Payload> holds) {
        return (value, payload) -> {
            if (!(value instanceof String text)) {
                return notText("value", value).outcome(value, payload);
            }
            try {
                return Outcome.of(holds.test(text, payload));
            } catch (PythonError e) {
                return breaks(e.getMessage());
            }
        };
    }

    private static Test pythonic(Predicate<@Nullable Object> holds) {
        return (value, payload) -> {
            try {
                return Outcome.of(holds.test(value));
            } catch (PythonError e) {
                return breaks(e.getMessage());
            }
        };
    }

    // Most rules ask for a text, and most of their time goes into this.
    private static Predicate<@Nullable Object> equalTo(@Nullable Object pattern) {
        return pattern instanceof String text ? text::equals : value -> PythonOrder.equal(value, pattern);
    }

    private static Test containing(@Nullable Object pattern, Predicate<@Nullable Object> holds) {
        Test test = pythonic(holds);
        return pattern instanceof String ? new Foreseeable(BreaksOn.NOT_CONTAINER, test) : test;
    }

    private static Test within(@Nullable Object pattern, Predicate<@Nullable Object> holds) {
        Test test = pythonic(holds);
        return pattern instanceof List ? new Foreseeable(BreaksOn.NOTHING, test) : test;
    }

    private static Test ordered(@Nullable Object pattern, IntPredicate holds) {
        Test test = (value, payload) -> {
            try {
                return Outcome.of(holds.test(PythonOrder.compare(value, pattern)));
            } catch (PythonError e) {
                return breaks(e.getMessage());
            }
        };
        if (pattern instanceof String) {
            return new Foreseeable(BreaksOn.NOT_TEXT, test);
        }
        return PythonNumber.isNumber(pattern) ? new Foreseeable(BreaksOn.NOT_NUMBER, test) : test;
    }

    private static Test sure(Predicate<@Nullable Object> holds) {
        return new Foreseeable(BreaksOn.NOTHING, (value, payload) -> Outcome.of(holds.test(value)));
    }

    private static Test notText(String what, @Nullable Object it) {
        return broken(what + " is not text: " + kind(it));
    }

    private static Test broken(String reason) {
        return (value, payload) -> breaks(reason);
    }

    private static Outcome breaks(String reason) {
        return new Breaks(Criterion.Part.OPERATOR, reason);
    }

    /** As a sentence calls a plain value. */
    static String kind(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> "text";
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

    /** One of the ways to match a text. */
    @FunctionalInterface
    private interface Matching {
        boolean test(PythonPattern regex, String text, Meter steps);
    }

    /** Makes a pattern ready, once. */
    @FunctionalInterface
    private interface Preparation {
        Test prepare(@Nullable Object pattern);
    }
}
