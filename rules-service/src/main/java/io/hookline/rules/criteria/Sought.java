package io.hookline.rules.criteria;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values on which a criterion may hold, as far as an index can look for them. It may name too many values, never too few. Made from
 * the operator and a fixed pattern alone.
 */
public sealed interface Sought {
    /** Of more members an index would need too many entries. */
    int MOST_VALUES = 64;

    /** One of these canonical values; null among them stands for a missing field too. */
    record OneOf(List<Object> values) implements Sought {
        public OneOf {
            values = List.copyOf(values);
        }
    }

    /** A text that is this one in lower case. */
    record LowerCased(String text) implements Sought {}

    record Starting(String start) implements Sought {}

    record Ending(String end) implements Sought {}

    /** A text with this in it. */
    record Holding(String piece) implements Sought {}

    /** A text that has this in it in lower case. */
    record HoldingLowerCased(String piece) implements Sought {}

    /** What one of these asks for. */
    record AnyOf(List<Sought> each) implements Sought {
        public AnyOf {
            each = List.copyOf(each);
        }
    }

    /** A text with this in it, a list with this member, or an object with this key. */
    record Containing(String text) implements Sought {}

    /** A number below this canonical one: all of those, and no other number. */
    record Below(Object number) implements Sought {}

    /** A number above this canonical one: all of those, and no other number. */
    record Above(Object number) implements Sought {}

    record Present() implements Sought {}

    /** There is nothing to look for. */
    record Anything() implements Sought {}

    /**
     * @param pattern null only if the operator ignores it, or nothing can hold
     */
    static Sought of(Operator operator, @Nullable Object pattern) {
        return switch (operator) {
            case EXISTS -> new Present();
            case NEXISTS -> oneOf(Stream.of(CanonicalValue.NULL));
            case EQUALS -> pattern == null ? new Anything() : oneOf(Stream.of(CanonicalValue.of(pattern)));
            case INSIDE ->
                pattern instanceof List<?> list && list.size() <= MOST_VALUES
                        ? oneOf(list.stream().map(CanonicalValue::of))
                        : new Anything();
            case IEQUALS -> ofText(pattern, text -> new LowerCased(text.toLowerCase(Locale.ROOT)));
            case STARTSWITH -> ofText(pattern, Starting::new);
            case ENDSWITH -> ofText(pattern, Ending::new);
            case CONTAINS -> ofText(pattern, Containing::new);
            case ICONTAINS -> ofText(pattern, text -> new HoldingLowerCased(text.toLowerCase(Locale.ROOT)));
            case REGEX -> ofText(pattern, source -> ofRegex(source, FewTexts.of(source)));
            case MATCHREGEX ->
                ofText(pattern, source -> ofRegex(source, FewTexts.of(source).map(FewTexts::fromStart)));
            case LESSTHAN -> ofNumber(pattern, Below::new);
            case GREATERTHAN -> ofNumber(pattern, Above::new);
            case NEQUALS,
                    NCONTAINS,
                    INCONTAINS,
                    ISTARTSWITH,
                    IENDSWITH,
                    MATCHWILDCARD,
                    IREGEX,
                    TIMEDIFF_LT,
                    TIMEDIFF_GT,
                    NINSIDE -> new Anything();
        };
    }

    /** True if half of all values are among them, more or less. */
    default boolean isWide() {
        return switch (this) {
            case Below below -> true;
            case Above above -> true;
            case Present present -> true;
            case Anything anything -> true;
            case AnyOf any -> any.each().stream().anyMatch(Sought::isWide);
            case OneOf values -> false;
            case LowerCased text -> false;
            case Starting text -> false;
            case Ending text -> false;
            case Holding text -> false;
            case HoldingLowerCased text -> false;
            case Containing text -> false;
        };
    }

    private static Sought oneOf(Stream<Object> values) {
        return new OneOf(values.distinct().toList());
    }

    // Every text starts with the empty one, ends with it and has it in it.
    private static Sought ofText(@Nullable Object pattern, Kind<String> kind) {
        return pattern instanceof String text && !text.isEmpty() ? kind.of(text) : new Anything();
    }

    private static Sought ofRegex(String source, Optional<FewTexts> texts) {
        return texts.map(FewTexts::sought)
                .or(() -> RequiredLiteral.of(source).map(Holding::new))
                .orElseGet(Anything::new);
    }

    private static Sought ofNumber(@Nullable Object pattern, Kind<Object> kind) {
        return pattern instanceof Number || pattern instanceof Boolean
                ? kind.of(Objects.requireNonNull(CanonicalValue.of(pattern)))
                : new Anything();
    }

    /** Makes one of these of a pattern of the right type. */
    @FunctionalInterface
    interface Kind<T> {
        Sought of(T pattern);
    }
}
