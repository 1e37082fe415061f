package io.hookline.action.execution;

import io.hookline.action.ActionDatabase;
import io.hookline.common.api.ListQuery;
import io.hookline.common.database.Database;
import io.hookline.common.database.RowCount;
import io.hookline.common.model.TraceInstance;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The traces there are: table {@code action.traces}, whose rows are written with what joins first: an execution
 * ({@link Executions#request}), or an event that started none ({@link TraceInstances#record}). What belongs to a trace is told by these,
 * so it is as old as they are and goes with them.
 */
@Singleton
final class Traces {
    /** Of the newest traces of a page; a chain that is longer is shown from its beginning on. */
    private static final int MOST_MEMBERS = 10_000;

    private static final Map<String, String> SORTABLE = Map.of(
            "id", "t.id",
            "trace_tag", "t.trace_tag",
            "start_timestamp", "t.start_timestamp");

    private final ActionDatabase database;
    private final Executions executions;
    private final TraceInstances instances;

    Traces(ActionDatabase database, Executions executions, TraceInstances instances) {
        this.database = database;
        this.executions = executions;
        this.instances = instances;
    }

    /** One page, and how many there are in all. */
    Listed list(ListQuery query) {
        RowFilter filter = filter(query);
        return new Listed(find(filter), count(filter));
    }

    Optional<Trace> get(String id) {
        return find(one(id)).stream().findFirst();
    }

    /** What its executions are to be told of it; they themselves, of which there may be many, are not read. */
    Optional<String> tag(String id) {
        return rows(one(id)).stream().map(Trace::tag).findFirst();
    }

    private static RowFilter one(String id) {
        return new RowFilter().whereKey("t.id", id).orderedBy("t.id");
    }

    private static RowFilter filter(ListQuery query) {
        var filter = new RowFilter();
        List<String> ids = query.texts("id");
        if (!ids.isEmpty()) {
            filter.where("t.id = ANY (?)", ids);
        }
        query.text("trace_tag").ifPresent(tag -> filter.where("t.trace_tag = ?", TraceInstance.storable(tag)));
        query.text("execution")
                .ifPresent(id -> filter.where("t.id IN (SELECT trace FROM action.executions WHERE id = ?)", id));
        query.text("trigger_instance").ifPresent(id -> filter.where("""
                t.id IN (SELECT trace FROM action.executions WHERE trigger_instance = ?
                    UNION ALL SELECT trace FROM action.trace_instances WHERE trigger_instance = ?)""", id, id));
        // Executions are found by the rule's name, of which there are few, and then told apart by its id.
        query.text("rule").ifPresent(id -> filter.where("""
                t.id IN (SELECT e.trace FROM action.executions e JOIN action.execution_requests q ON q.id = e.id
                    WHERE e.rule_name IN (SELECT document ->> 'name' FROM action.copies WHERE document ->> 'id' = ?)
                        AND q.context -> 'rule' ->> 'id' = ?
                    UNION ALL SELECT trace FROM action.trace_instances
                    WHERE rules @> jsonb_build_array(jsonb_build_object('id', ?::text)))""", id, id, id));
        return filter.orderedBy(order(query)).page(query);
    }

    private static String order(ListQuery query) {
        return RowFilter.sorting(query, SORTABLE)
                .orElse(
                        query.text("sort_asc").isPresent()
                                ? "t.start_timestamp, t.id"
                                : "t.start_timestamp DESC, t.id DESC");
    }

    private long count(RowFilter filter) {
        return database.read(
                Database.LONGEST_LIST,
                connection ->
                        RowCount.of(connection, "SELECT FROM action.traces t" + filter.conditions(), filter::bind));
    }

    /** Without members. */
    private List<Trace> rows(RowFilter filter) {
        return database.read(Database.LONGEST_LIST, connection -> {
            List<Trace> traces = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT t.* FROM action.traces t" + filter.conditions() + filter.order() + filter.page())) {
                filter.bind(select);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        Instant start = Columns.presentTime(row, "start_timestamp");
                        traces.add(new Trace(
                                row.getString("id"), row.getString("trace_tag"), start, List.of(), List.of()));
                    }
                }
            }
            return traces;
        });
    }

    private List<Trace> find(RowFilter filter) {
        List<Trace> found = rows(filter);
        if (found.isEmpty()) {
            return found;
        }
        List<String> ids = found.stream().map(Trace::id).toList();
        Map<String, List<Execution>> members = executions
                .find(
                        new RowFilter()
                                .where("e.trace = ANY (?)", ids)
                                .orderedBy("e.seq")
                                .limit(MOST_MEMBERS, 0),
                        false)
                .stream()
                .collect(Collectors.groupingBy(execution -> execution.trace().orElse("")));
        Map<String, List<TraceInstance>> told =
                instances.of(ids, MOST_MEMBERS).stream().collect(Collectors.groupingBy(TraceInstance::trace));
        return found.stream()
                .map(trace -> new Trace(
                        trace.id(),
                        trace.tag(),
                        trace.startTimestamp(),
                        members.getOrDefault(trace.id(), List.of()),
                        told.getOrDefault(trace.id(), List.of())))
                .toList();
    }

    /** A page of traces and the number of all. */
    record Listed(List<Trace> page, long total) {}
}
