package io.hookline.common.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a list is asked for, by the conventions that all lists share (spec: rules-and-criteria, 4; executions, 0): paging, order,
 * attributes, typed filters. Each method throws 400 with the spec's words for a value it can't take.
 */
public final class ListQuery {
    /** Stands for "no default": everything comes, and no X-Limit. */
    public static final int ALL = -1;

    /**
     * @param defaultLimit in force when the query names none; {@link #ALL}: no limit
     */
    public static ListQuery of(MultivaluedMap<String, String> query, int defaultLimit) {
        throw new UnsupportedOperationException();
    }

    /** Empty: everything. */
    public OptionalInt limit() {
        throw new UnsupportedOperationException();
    }

    public int offset() {
        throw new UnsupportedOperationException();
    }

    /** The keys asked for that are in {@code known}, in order; others are skipped. */
    public List<SortKey> sort(Set<String> known) {
        throw new UnsupportedOperationException();
    }

    /** A filter's value; empty if absent or empty. */
    public Optional<String> text(String name) {
        throw new UnsupportedOperationException();
    }

    /** A filter's values, comma-separated, at most 100. */
    public List<String> texts(String name) {
        throw new UnsupportedOperationException();
    }

    /** @throws jakarta.ws.rs.BadRequestException {@code Parameter "x" is not of type boolean} */
    public Optional<Boolean> flag(String name) {
        throw new UnsupportedOperationException();
    }

    /** @throws jakarta.ws.rs.BadRequestException {@code Datetime value does not match expected format.} */
    public Optional<java.time.Instant> time(String name) {
        throw new UnsupportedOperationException();
    }

    /**
     * The list as an answer, with X-Total-Count and X-Limit, each item cut to the attributes asked for.
     *
     * @param total number of all that match the filters
     * @param alwaysKept fields that include_attributes never drops, such as {@code id} and {@code ref}
     */
    public Response answer(List<ObjectNode> page, long total, Set<String> alwaysKept) {
        throw new UnsupportedOperationException();
    }

    /** One object, cut to the attributes asked for. */
    public ObjectNode cut(ObjectNode item, Set<String> alwaysKept) {
        throw new UnsupportedOperationException();
    }

    /** The path of an included or excluded attribute that is asked for, if any: lets a place leave heavy columns unread. */
    public boolean wants(String attribute) {
        throw new UnsupportedOperationException();
    }

    /** One key of the order asked for. */
    public record SortKey(String key, boolean descending) {}
}
