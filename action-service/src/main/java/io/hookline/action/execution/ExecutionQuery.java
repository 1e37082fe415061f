package io.hookline.action.execution;

import io.hookline.common.api.ListQuery;
import io.hookline.common.model.Ids;
import jakarta.ws.rs.BadRequestException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which executions a list is asked for (spec: executions, 2.2). */
final class ExecutionQuery {
    static final int DEFAULT_LIMIT = 100;

    /** Filters that compare one column. */
    private static final Map<String, String> FILTERS = Map.of(
            "runner", "e.runner",
            "user", "e.user_name",
            "parent", "e.parent",
            "liveaction", "e.liveaction_id",
            "trigger", "e.trigger_name",
            "trigger_type", "e.trigger_type_name",
            "trigger_instance", "e.trigger_instance");

    /** What a list may be sorted by: names of filters, and of fields. */
    private static final Map<String, String> SORTABLE = Map.of(
            "timestamp", "e.start_timestamp",
            "start_timestamp", "e.start_timestamp",
            "end_timestamp", "e.end_timestamp",
            "id", "e.id",
            "action", "e.action_ref",
            "status", "e.status",
            "runner", "e.runner",
            "user", "e.user_name",
            "rule", "e.rule_name",
            "parent", "e.parent");

    private ExecutionQuery() {}

    static RowFilter of(ListQuery query) {
        var filter = new RowFilter();
        // In this order: where several would do, rows are looked for along the first.
        status(query, filter);
        rule(query, filter);
        query.text("action").ifPresent(action -> filter.along("e.action_ref", action));
        FILTERS.forEach((name, column) -> {
            if (query.asksForNone(name)) {
                filter.where(column + " IS NULL");
            } else {
                query.text(name).ifPresent(value -> filter.where(column + " = ?", value));
            }
        });
        List<String> ids = query.texts("id");
        if (!ids.isEmpty()) {
            ids.forEach(ExecutionQuery::checkId);
            filter.where("e.id = ANY (?)", ids);
        }
        search(query, filter);
        times(query, filter);
        return filter.orderedBy(order(query)).page(query);
    }

    private static void status(ListQuery query, RowFilter filter) {
        List<String> asked = query.texts("status");
        if (asked.isEmpty()) {
            return;
        }
        List<ExecutionStatus> states = asked.stream()
                .flatMap(state -> ExecutionStatus.of(state).stream())
                .toList();
        if (states.size() == 1 && states.getFirst() != ExecutionStatus.SUCCEEDED) {
            filter.alongConstant("e.status", "'" + states.getFirst().text() + "'");
        } else {
            filter.where(inState(states));
        }
    }

    /** Spelled out, not bound: only so does the planner see that the index of what has not succeeded holds them all. */
    static String inState(List<ExecutionStatus> states) {
        return states.isEmpty()
                ? "FALSE"
                : states.stream()
                        .map(state -> "'" + state.text() + "'")
                        .collect(Collectors.joining(", ", "e.status IN (", ")"));
    }

    private static void checkId(String id) {
        if (!Ids.isId(id)) {
            throw new BadRequestException("'" + id + "' is not a valid ObjectId, it must be a 24-character hex string");
        }
    }

    /** By the rule's name, and by its reference too. */
    private static void rule(ListQuery query, RowFilter filter) {
        if (query.asksForNone("rule")) {
            filter.where("e.rule_name IS NULL");
            return;
        }
        query.text("rule").ifPresent(rule -> {
            int dot = rule.indexOf('.');
            if (dot < 0) {
                filter.along("e.rule_name", rule);
            } else {
                String name = rule.substring(dot + 1);
                filter.where("(e.rule_name = ? OR (e.rule_name = ? AND e.rule_ref = ?))", rule, name, rule);
            }
        });
    }

    private static void search(ListQuery query, RowFilter filter) {
        for (String part : query.text("filter").orElse("").split("\\s+", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            int colon = part.indexOf(':');
            if (colon < 0) {
                throw new BadRequestException("invalid format for filter \"" + part + "\"");
            }
            String field = part.substring(0, colon);
            StoredField.of(field)
                    .orElseThrow(() -> new BadRequestException("Cannot resolve field \"" + field + "\""))
                    .narrow(filter, part.substring(colon + 1));
        }
    }

    private static void times(ListQuery query, RowFilter filter) {
        query.timeRange("timestamp")
                .ifPresent(range ->
                        filter.where("e.start_timestamp >= ? AND e.start_timestamp <= ?", range.from(), range.to()));
        query.time("timestamp_gt").ifPresent(time -> filter.where("e.start_timestamp > ?", time));
        query.time("timestamp_lt").ifPresent(time -> filter.where("e.start_timestamp < ?", time));
    }

    private static String order(ListQuery query) {
        return RowFilter.sorting(query, SORTABLE).orElseGet(() -> byTime(query));
    }

    private static String byTime(ListQuery query) {
        boolean newestFirst = query.text("timestamp_lt").isPresent()
                || query.text("sort_desc").isPresent();
        boolean oldestFirst = query.text("timestamp_gt").isPresent()
                || query.text("sort_asc").isPresent()
                || query.timeRange("timestamp")
                        .filter(range -> !range.descending() && !range.from().equals(range.to()))
                        .isPresent();
        return oldestFirst && !newestFirst
                ? "e.start_timestamp, e.action_ref, e.id"
                : "e.start_timestamp DESC, e.action_ref, e.id DESC";
    }
}
