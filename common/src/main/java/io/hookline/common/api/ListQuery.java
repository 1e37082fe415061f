package io.hookline.common.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a list is asked for, by the conventions that all lists share (spec: rules-and-criteria, 4; executions, 0): paging, order,
 * attributes, typed filters. Each method throws 400 with the spec's words for a value it can't take; parameters that nobody asks for
 * are ignored.
 */
public final class ListQuery {
    /** Stands for "no default": everything comes, and no X-Limit. */
    public static final int ALL = -1;

    private static final int MAX_VALUES = 100;
    private static final BigInteger MAX_INT = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,100}");
    private static final Pattern TIME = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})[T\\s](\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{3,6})?)(?:Z|\\+00|\\+0000|\\+00:00)",
            Pattern.DOTALL);
    private static final Pattern RANGE = Pattern.compile("\\.\\.");

    private final MultivaluedMap<String, String> query;
    private final OptionalInt limit;
    private final int offset;
    private final List<String> included;
    private final List<String> excluded;
    private final Attributes keep;
    private final Attributes drop;

    private ListQuery(MultivaluedMap<String, String> query, int defaultLimit) {
        this.query = query;
        this.limit = limit(query.getFirst("limit"), defaultLimit);
        this.offset = offset(query.getFirst("offset"));
        this.included = split(query.getFirst("include_attributes"));
        this.excluded = split(query.getFirst("exclude_attributes"));
        if (!included.isEmpty() && !excluded.isEmpty()) {
            throw new BadRequestException("exclude_fields and include_fields arguments are mutually exclusive."
                    + " You need to provide either one or another, but not both.");
        }
        this.keep = Attributes.of(included);
        this.drop = Attributes.of(excluded);
    }

    /**
     * Reads limit, offset and attributes at once, so that a query that can't be taken ends before anything is looked up.
     *
     * @param defaultLimit in force when the query names none; {@link #ALL}: no limit
     */
    public static ListQuery of(MultivaluedMap<String, String> query, int defaultLimit) {
        return new ListQuery(query, defaultLimit);
    }

    /** For things that are always shown whole: attributes are among what nobody asks for. */
    public static ListQuery ofWhole(MultivaluedMap<String, String> query, int defaultLimit) {
        MultivaluedMap<String, String> rest = new MultivaluedHashMap<>(query);
        rest.remove("include_attributes");
        rest.remove("exclude_attributes");
        return of(rest, defaultLimit);
    }

    /** Empty: everything. */
    public OptionalInt limit() {
        return limit;
    }

    public int offset() {
        return offset;
    }

    /** The keys asked for that are in {@code known}, in order; others are skipped. */
    public List<SortKey> sort(Set<String> known) {
        List<SortKey> keys = new ArrayList<>();
        for (String part : split(query.getFirst("sort"))) {
            boolean signed = part.startsWith("-") || part.startsWith("+");
            String key = signed ? part.substring(1) : part;
            if (known.contains(key)) {
                keys.add(new SortKey(key, part.startsWith("-")));
            }
        }
        return List.copyOf(keys);
    }

    /** A filter's value; empty if absent or empty. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(query.getFirst(name)).filter(value -> !value.isEmpty());
    }

    /** Whether a filter's value is {@code null} in any case: the field itself has to be absent. */
    public boolean asksForNone(String name) {
        return text(name).filter(value -> value.equalsIgnoreCase("null")).isPresent();
    }

    /** A filter's values, comma-separated, at most 100. */
    public List<String> texts(String name) {
        List<String> values = split(query.getFirst(name));
        if (values.size() > MAX_VALUES) {
            throw new BadRequestException(
                    "Maximum of " + MAX_VALUES + " items can be provided for a query parameter value");
        }
        return values;
    }

    /** @throws BadRequestException {@code Parameter "x" is not of type boolean} */
    public Optional<Boolean> flag(String name) {
        return Optional.ofNullable(query.getFirst(name)).map(value -> flag(name, value));
    }

    /**
     * A whole number; empty if absent.
     *
     * @throws BadRequestException {@code Parameter "x" is not of type integer}, or with the bounds if it is not within them
     */
    public OptionalInt number(String name, int least, int most) {
        String given = query.getFirst(name);
        if (given == null) {
            return OptionalInt.empty();
        }
        BigInteger number = integer(name, given);
        if (number.compareTo(BigInteger.valueOf(least)) < 0 || number.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new BadRequestException(
                    "Parameter \"" + name + "\" must be from " + least + " to " + most + ", got " + number);
        }
        return OptionalInt.of(number.intValue());
    }

    /** @throws BadRequestException {@code Datetime value does not match expected format.} */
    public Optional<Instant> time(String name) {
        return text(name).map(ListQuery::instant);
    }

    /**
     * A point in time, or two of them as {@code a..b}.
     *
     * @throws BadRequestException {@code Datetime value does not match expected format.}
     */
    public Optional<TimeRange> timeRange(String name) {
        return text(name).map(value -> {
            String[] ends = RANGE.split(value, 2);
            Instant first = instant(ends[0]);
            Instant last = ends.length == 2 ? instant(ends[1]) : first;
            return first.isAfter(last) ? new TimeRange(last, first, true) : new TimeRange(first, last, false);
        });
    }

    /**
     * Refuses included attributes that the things listed do not have.
     *
     * @param known names of top-level fields
     */
    public ListQuery checkIncluded(Set<String> known) {
        for (String path : included) {
            int dot = path.indexOf('.');
            if (!known.contains(dot < 0 ? path : path.substring(0, dot))) {
                throw new BadRequestException("Invalid or unsupported include attribute specified: " + path);
            }
        }
        return this;
    }

    /**
     * Refuses excluded attributes other than these; for lists where only heavy fields can be left out.
     *
     * @param droppable whole paths
     */
    public ListQuery checkExcluded(Set<String> droppable) {
        for (String path : excluded) {
            if (!droppable.contains(path)) {
                throw new BadRequestException("Invalid or unsupported exclude attribute specified: " + path);
            }
        }
        return this;
    }

    /**
     * The list as an answer, with X-Total-Count and X-Limit, each item cut to the attributes asked for.
     *
     * @param total number of all that match the filters
     * @param alwaysKept fields that no answer goes without, such as {@code id} and {@code ref}
     */
    public Response answer(List<ObjectNode> page, long total, Set<String> alwaysKept) {
        List<ObjectNode> items =
                page.stream().map(item -> cut(item, alwaysKept)).toList();
        Response.ResponseBuilder answer =
                Response.ok(items, MediaType.APPLICATION_JSON_TYPE).header("X-Total-Count", total);
        limit.ifPresent(number -> answer.header("X-Limit", number));
        return answer.build();
    }

    /**
     * The same for a list that is held whole: what fits the filters, in the order asked for, and of that the page.
     *
     * @param all in the order that holds where none is asked for
     * @param filters names of top-level fields, whose text is compared with that of the parameter of the same name, and which can be
     *     sorted by; {@code id} may name several
     */
    public Response answerFrom(List<ObjectNode> all, List<String> filters, Set<String> alwaysKept) {
        List<ObjectNode> matching = all.stream()
                .filter(item -> filters.stream().allMatch(filter -> fits(item, filter)))
                .sorted(order(Set.copyOf(filters)))
                .toList();
        List<ObjectNode> page = matching.stream()
                .skip(offset)
                .limit(limit.orElse(Integer.MAX_VALUE))
                .toList();
        return answer(page, matching.size(), alwaysKept);
    }

    private boolean fits(ObjectNode item, String filter) {
        JsonNode value = item.path(filter);
        if (value.isBoolean()) {
            return text(filter).isEmpty() || flag(filter).orElseThrow() == value.booleanValue();
        }
        if (filter.equals("id")) {
            return texts(filter).isEmpty() || texts(filter).contains(value.asText());
        }
        return text(filter).map(value.asText()::equals).orElse(true);
    }

    private Comparator<ObjectNode> order(Set<String> sortable) {
        Comparator<ObjectNode> order = (one, other) -> 0;
        for (SortKey key : sort(sortable)) {
            Comparator<ObjectNode> asked =
                    Comparator.comparing(item -> item.path(key.key()).asText());
            order = order.thenComparing(key.descending() ? asked.reversed() : asked);
        }
        return order;
    }

    /** One object, cut to the attributes asked for; a nested path gives an object with only that part. */
    public ObjectNode cut(ObjectNode item, Set<String> alwaysKept) {
        if (!included.isEmpty()) {
            return keep.only(item, alwaysKept);
        }
        return excluded.isEmpty() ? item : drop.without(item, alwaysKept);
    }

    /** Whether the included attributes name this one or a part of it: for what no answer shows unasked. */
    public boolean asksFor(String attribute) {
        return included.stream().anyMatch(path -> within(path, attribute));
    }

    /** Whether an answer shows any part of this attribute: lets a place leave heavy columns unread. */
    public boolean wants(String attribute) {
        if (!included.isEmpty()) {
            return included.stream().anyMatch(path -> within(path, attribute) || within(attribute, path));
        }
        return excluded.stream().noneMatch(path -> within(attribute, path));
    }

    private static boolean within(String path, String outer) {
        return path.equals(outer) || path.startsWith(outer + ".");
    }

    private static OptionalInt limit(@Nullable String given, int defaultLimit) {
        if (given == null) {
            return defaultLimit == ALL ? OptionalInt.empty() : OptionalInt.of(defaultLimit);
        }
        BigInteger number = integer("limit", given);
        if (number.signum() > 0) {
            return OptionalInt.of(number.min(MAX_INT).intValue());
        }
        if (number.equals(BigInteger.ONE.negate())) {
            return OptionalInt.empty();
        }
        String rest = number.signum() == 0 ? " or -1 for full result set." : ".";
        throw new BadRequestException("Limit, \"" + number + "\" specified, must be a positive number" + rest);
    }

    private static int offset(@Nullable String given) {
        if (given == null) {
            return 0;
        }
        BigInteger number = integer("offset", given);
        if (number.signum() < 0) {
            throw new BadRequestException("Offset, \"" + number + "\" specified, must not be negative.");
        }
        if (number.compareTo(MAX_INT) > 0) {
            throw new BadRequestException("Offset \"" + number + "\" specified is more than 32-bit int");
        }
        return number.intValue();
    }

    private static BigInteger integer(String name, String value) {
        if (!INTEGER.matcher(value).matches()) {
            throw new BadRequestException("Parameter \"" + name + "\" is not of type integer");
        }
        return new BigInteger(value);
    }

    private static boolean flag(String name, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "y" -> true;
            case "false", "0", "no", "n" -> false;
            default -> throw new BadRequestException("Parameter \"" + name + "\" is not of type boolean");
        };
    }

    private static Instant instant(String value) {
        Matcher time = TIME.matcher(value);
        try {
            if (time.matches()) {
                return LocalDateTime.parse(time.group(1) + "T" + time.group(2)).toInstant(ZoneOffset.UTC);
            }
        } catch (DateTimeException e) {
            throw new BadRequestException("Datetime value does not match expected format.", e);
        }
        throw new BadRequestException("Datetime value does not match expected format.");
    }

    private static List<String> split(@Nullable String list) {
        if (list == null) {
            return List.of();
        }
        List<String> parts = new ArrayList<>();
        for (String part : list.split(",", -1)) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return List.copyOf(parts);
    }

    /** One key of the order asked for. */
    public record SortKey(String key, boolean descending) {}

    /**
     * Both ends belong to it.
     *
     * @param descending the later end was named first: the later things come first
     */
    public record TimeRange(Instant from, Instant to, boolean descending) {}

    /** Paths of attributes as a tree: what is asked for below each name; an empty tree stands for the whole of it. */
    private record Attributes(Map<String, Attributes> below) {
        static Attributes of(List<String> paths) {
            var root = new Attributes(new LinkedHashMap<>());
            for (String path : paths) {
                root.add(path);
            }
            return root;
        }

        private void add(String path) {
            int dot = path.indexOf('.');
            String name = dot < 0 ? path : path.substring(0, dot);
            Attributes known = below.get(name);
            if (dot < 0 || (known != null && known.below.isEmpty())) {
                below.put(name, new Attributes(Map.of())); // the whole contains each part
            } else {
                below.computeIfAbsent(name, first -> new Attributes(new LinkedHashMap<>()))
                        .add(path.substring(dot + 1));
            }
        }

        ObjectNode only(ObjectNode item, Set<String> alwaysKept) {
            ObjectNode kept = Json.object();
            for (Map.Entry<String, JsonNode> field : item.properties()) {
                Attributes part = below.get(field.getKey());
                if (alwaysKept.contains(field.getKey())) {
                    kept.set(field.getKey(), field.getValue());
                } else if (part != null) {
                    boolean whole = part.below.isEmpty() || !(field.getValue() instanceof ObjectNode);
                    kept.set(
                            field.getKey(),
                            whole ? field.getValue() : part.only((ObjectNode) field.getValue(), Set.of()));
                }
            }
            return kept;
        }

        ObjectNode without(ObjectNode item, Set<String> alwaysKept) {
            ObjectNode rest = Json.object();
            for (Map.Entry<String, JsonNode> field : item.properties()) {
                Attributes part = below.get(field.getKey());
                if (part == null || alwaysKept.contains(field.getKey())) {
                    rest.set(field.getKey(), field.getValue());
                } else if (!part.below.isEmpty()) {
                    JsonNode value = field.getValue();
                    rest.set(
                            field.getKey(),
                            value instanceof ObjectNode object ? part.without(object, Set.of()) : value);
                }
            }
            return rest;
        }
    }
}
