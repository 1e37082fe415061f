package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.ActionDatabase;
import io.hookline.common.database.Database;
import io.hookline.common.database.Database.Work;
import io.hookline.common.database.RowCount;
import io.hookline.common.json.Json;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The executions there are: read, held back, canceled. They are recorded in {@link NewExecutions}; who runs them claims them in
 * {@link Claims}.
 *
 * <p>What lists and claims read stands in one table, the documents in another, results in a third that is only read when a result is
 * wanted.
 */
@Singleton
final class Executions {
    private static final String HOLD_DELAYED = """
            UPDATE action.executions e SET status = 'delayed', states = states || 'delayed'::text,
                state_times = state_times || greatest(clock_timestamp(), state_times[cardinality(state_times)])
            WHERE due_at IS NOT NULL AND status = 'requested' RETURNING %s""".formatted(ExecutionUpdates.COLUMNS);

    private static final String RELEASE_DUE = """
            UPDATE action.executions e SET status = 'requested', due_at = NULL, seq = nextval('action.execution_order'), states = states || 'requested'::text,
                state_times = state_times || greatest(clock_timestamp(), state_times[cardinality(state_times)])
            WHERE due_at <= now() AND status = 'delayed' RETURNING %s""".formatted(ExecutionUpdates.COLUMNS);

    private static final String CANCEL = """
            UPDATE action.executions e SET status = ?, states = states || ?::text,
                state_times = state_times || greatest(clock_timestamp(), state_times[cardinality(state_times)]),
                end_timestamp = CASE WHEN ? THEN greatest(clock_timestamp(), start_timestamp) END, due_at = NULL, result_size = ?,
                worker = CASE WHEN status IN ('running', 'pausing') THEN worker END
            WHERE id = ? RETURNING %s""".formatted(ExecutionUpdates.COLUMNS);

    /** What no worker has. Should this not come to pass, the sweeper finds it. */
    private static final String END_CANCELING = """
            UPDATE action.executions e SET status = 'canceled', states = states || 'canceled'::text,
                end_timestamp = greatest(clock_timestamp(), start_timestamp),
                state_times = state_times || greatest(clock_timestamp(), state_times[cardinality(state_times)])
            WHERE id = ? AND status = 'canceling' AND worker IS NULL RETURNING %s""".formatted(ExecutionUpdates.COLUMNS);

    private static final String MOVE = """
            UPDATE action.executions e SET status = ?, seq = nextval('action.execution_order'), states = states || ?::text,
                state_times = state_times || greatest(clock_timestamp(), state_times[cardinality(state_times)])
            WHERE id = ? AND status = ? RETURNING %s""".formatted(ExecutionUpdates.COLUMNS);

    private final ActionDatabase database;
    private final Copies copies;
    private final ExecutionChanges changes;

    Executions(ActionDatabase database, Copies copies, ExecutionChanges changes) {
        this.database = database;
        this.copies = copies;
        this.changes = changes;
    }

    /** Those that may not run yet show it. Found again after a crash: {@code due_at} is written with the row. */
    void holdDelayed() {
        change(HOLD_DELAYED);
    }

    /** @return how many may run now */
    int releaseDue() {
        return change(RELEASE_DUE);
    }

    private int change(String statement, String... bound) {
        return changes.make((connection, updates) -> {
            try (PreparedStatement update = connection.prepareStatement(statement)) {
                for (int i = 0; i < bound.length; i++) {
                    update.setString(i + 1, bound[i]);
                }
                try (ResultSet rows = update.executeQuery()) {
                    while (rows.next()) {
                        updates.add(rows);
                    }
                }
            }
            return updates.byId().size();
        });
    }

    /**
     * Ends what has not begun, and asks the worker of what runs to end it.
     *
     * @param user who wants it
     */
    Canceled cancel(String id, String user) {
        Optional<Locked> before = changes.make((connection, updates) -> {
            Optional<Locked> found = lock(connection, id);
            if (found.isPresent()) {
                switch (found.get().cancellation()) {
                    case AT_ONCE -> cancel(connection, id, user, ExecutionStatus.CANCELED, updates);
                    case IN_TWO_STEPS, BY_WORKER -> cancel(connection, id, user, ExecutionStatus.CANCELING, updates);
                    case DONE_BEFORE, REFUSED -> {}
                }
            }
            return found;
        });
        if (before.isEmpty()) {
            return new Canceled.Unknown();
        }
        return switch (before.get().cancellation()) {
            case AT_ONCE, BY_WORKER, DONE_BEFORE ->
                new Canceled.Done(get(id, true).orElseThrow());
            case IN_TWO_STEPS -> {
                Execution canceling = get(id, true).orElseThrow();
                endCanceling(id, user);
                yield new Canceled.Done(canceling);
            }
            case REFUSED -> new Canceled.TooLate(before.get().status());
        };
    }

    /** With it what rests below it. */
    private void endCanceling(String id, String user) {
        find(new RowFilter().where("e.parent = ? AND e.status = 'paused'", id), false)
                .forEach(child -> cancel(child.id(), user));
        change(END_CANCELING, id);
    }

    /**
     * A workflow that runs is to rest as soon as the task it waits for has ended.
     *
     * @return false if it does not run
     */
    boolean pause(String id, String user) {
        return move(id, ExecutionStatus.RUNNING, ExecutionStatus.PAUSING, "paused_by", List.of("resumed_by"), user);
    }

    /**
     * A workflow that rests goes on. Who had paused it stays told: one that a user has paused has no {@code resumed_by} until then.
     *
     * @return false if it does not rest
     */
    boolean resume(String id, String user) {
        return move(id, ExecutionStatus.PAUSED, ExecutionStatus.RESUMING, "resumed_by", List.of(), user);
    }

    private boolean move(
            String id, ExecutionStatus from, ExecutionStatus next, String noted, List<String> struck, String user) {
        return changes.make((connection, updates) -> {
            try (PreparedStatement update = connection.prepareStatement(MOVE)) {
                update.setString(1, next.text());
                update.setString(2, next.text());
                update.setString(3, id);
                update.setString(4, from.text());
                try (ResultSet rows = update.executeQuery()) {
                    while (rows.next()) {
                        updates.add(rows);
                    }
                }
            }
            if (!updates.byId().isEmpty()) {
                note(connection, id, noted, struck, user);
            }
            return !updates.byId().isEmpty();
        });
    }

    /** Who did it last, in the execution's context. */
    private static void note(Connection connection, String id, String noted, List<String> struck, String user)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE action.execution_requests SET context = ((context::jsonb - ?::text[]) || jsonb_build_object(?::text, ?::text))::json"
                        + " WHERE id = ?")) {
            update.setArray(1, connection.createArrayOf("text", struck.toArray()));
            update.setString(2, noted);
            update.setString(3, user);
            update.setString(4, id);
            update.executeUpdate();
        }
    }

    private static Optional<Locked> lock(Connection connection, String id) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT status, parent FROM action.executions WHERE id = ? FOR UPDATE")) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Locked(ExecutionStatus.stored(row.getString(1)), row.getString(2) != null))
                        : Optional.empty();
            }
        }
    }

    private static void cancel(
            Connection connection, String id, String user, ExecutionStatus next, ExecutionUpdates updates)
            throws SQLException {
        ObjectNode result =
                Json.object().put("message", "Action canceled by user.").put("user", user);
        try (PreparedStatement update = connection.prepareStatement(CANCEL)) {
            update.setString(1, next.text());
            update.setString(2, next.text());
            update.setBoolean(3, next.isFinal());
            update.setInt(4, Execution.size(result));
            update.setString(5, id);
            try (ResultSet row = update.executeQuery()) {
                row.next();
                updates.add(row, any -> result);
            }
        }
        note(connection, id, "cancelled_by", List.of(), user);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO action.execution_results (id, result) VALUES (?, ?::json)"
                        + " ON CONFLICT (id) DO UPDATE SET result = excluded.result")) {
            insert.setString(1, id);
            insert.setString(2, Json.text(result));
            insert.executeUpdate();
        }
    }

    /**
     * @param withResult false: the result stays unread, however large it is
     */
    Optional<Execution> get(String id, boolean withResult) {
        return find(new RowFilter().whereKey("e.id", id), withResult).stream().findFirst();
    }

    /** The newest of all that are no part of a workflow. */
    Optional<Execution> last(boolean withResult) {
        return find(new RowFilter().where("e.parent IS NULL").limit(1, 0), withResult).stream()
                .findFirst();
    }

    /**
     * A page that somebody asks for.
     *
     * @throws io.hookline.common.database.QueryTooLong if it takes too long to find
     */
    List<Execution> page(RowFilter filter, boolean withResult) {
        return completed(database.read(Database.LONGEST_LIST, rows(filter, withResult)));
    }

    List<Execution> find(RowFilter filter, boolean withResult) {
        return completed(database.read(rows(filter, withResult)));
    }

    private static Work<Connection, List<Row>> rows(RowFilter filter, boolean withResult) {
        String query = "SELECT e.*, q.parameters, q.context, q.liveaction, q.delay, q.rule_copy, q.trigger_copy,"
                + " q.trigger_type_copy, q.trigger_instance AS instance_document"
                + (withResult ? ", r.result" : ", NULL AS result")
                + " FROM (SELECT * FROM action.executions e" + filter.conditions() + filter.order() + filter.page()
                + ") e"
                + " JOIN action.execution_requests q ON q.id = e.id"
                + (withResult ? " LEFT JOIN action.execution_results r ON r.id = e.id" : "")
                + filter.order();
        return connection -> {
            try (PreparedStatement select = connection.prepareStatement(query)) {
                filter.bind(select);
                try (ResultSet found = select.executeQuery()) {
                    List<Row> read = new ArrayList<>();
                    while (found.next()) {
                        read.add(Row.of(found));
                    }
                    return read;
                }
            }
        };
    }

    /** With what they were made from, and what they have asked for. */
    private List<Execution> completed(List<Row> rows) {
        Set<String> digests = new HashSet<>();
        rows.forEach(row -> digests.addAll(row.digests()));
        copies.load(digests);
        Map<String, List<String>> children =
                children(rows.stream().filter(Row::isWorkflow).map(Row::id).toList());
        return rows.stream()
                .map(row -> row.execution(copies, children.getOrDefault(row.id(), List.of())))
                .toList();
    }

    /** Ids of what these asked for, by the id of the one that did. */
    private Map<String, List<String>> children(List<String> parents) {
        Map<String, List<String>> children = new HashMap<>();
        if (!parents.isEmpty()) {
            database.read(connection -> {
                try (PreparedStatement select = connection.prepareStatement(
                        "SELECT parent, id FROM action.executions WHERE parent = ANY (?) ORDER BY start_timestamp, id")) {
                    select.setArray(1, connection.createArrayOf("text", parents.toArray()));
                    try (ResultSet rows = select.executeQuery()) {
                        while (rows.next()) {
                            children.computeIfAbsent(rows.getString(1), parent -> new ArrayList<>())
                                    .add(rows.getString(2));
                        }
                    }
                }
                return children;
            });
        }
        return children;
    }

    long count(RowFilter filter) {
        return database.read(
                Database.LONGEST_LIST,
                connection ->
                        RowCount.of(connection, "SELECT FROM action.executions e" + filter.conditions(), filter::bind));
    }

    /** An execution that nobody else changes meanwhile. */
    private record Locked(ExecutionStatus status, boolean isOfWorkflow) {
        ExecutionStatus.Cancellation cancellation() {
            return isOfWorkflow ? status.cancellationInWorkflow() : status.cancellation();
        }
    }

    /** What became of a request to cancel. */
    sealed interface Canceled {
        /** It is canceled or canceling, by this request or an earlier one. */
        record Done(Execution execution) implements Canceled {}

        record TooLate(ExecutionStatus status) implements Canceled {}

        record Unknown() implements Canceled {}
    }

    /** A row as it is read, before its copies are looked up: they may need a statement of their own. */
    private record Row(
            String id,
            boolean isWorkflow,
            Complete complete,
            String actionCopy,
            String runnerCopy,
            @Nullable String ruleCopy,
            @Nullable String triggerCopy,
            @Nullable String triggerTypeCopy,
            @Nullable ObjectNode instance) {
        static Row of(ResultSet row) throws SQLException {
            String id = row.getString("id");
            String liveactionId = row.getString("liveaction_id");
            var status = ExecutionStatus.stored(row.getString("status"));
            int attempt = row.getInt("attempt");
            ObjectNode parameters = Columns.object(row, "parameters");
            ObjectNode context = Columns.object(row, "context");
            ObjectNode liveaction = Columns.object(row, "liveaction");
            Long delay = Columns.number(row, "delay");
            String parent = row.getString("parent");
            Instant start = Columns.presentTime(row, "start_timestamp");
            Instant end = Columns.time(row, "end_timestamp");
            List<StateChange> log = Columns.log(row);
            JsonNode result = Columns.document(row, "result");
            int resultSize = row.getInt("result_size");
            String hostname = row.getString("hostname");
            var runnerInfo = hostname == null ? null : new Execution.RunnerInfo(hostname, row.getLong("pid"));
            return new Row(
                    id,
                    Workflows.isOne(row.getString("runner")),
                    (action, runner, cause, children) -> new Execution(
                            id,
                            liveactionId,
                            status,
                            attempt,
                            action,
                            runner,
                            parameters,
                            context,
                            liveaction,
                            delay,
                            cause,
                            parent,
                            start,
                            end,
                            log,
                            result,
                            resultSize,
                            runnerInfo,
                            children),
                    row.getString("action_copy"),
                    row.getString("runner_copy"),
                    row.getString("rule_copy"),
                    row.getString("trigger_copy"),
                    row.getString("trigger_type_copy"),
                    (ObjectNode) Columns.document(row, "instance_document"));
        }

        Set<String> digests() {
            Set<String> digests = new HashSet<>(List.of(actionCopy, runnerCopy));
            for (String digest : new @Nullable String[] {ruleCopy, triggerCopy, triggerTypeCopy}) {
                if (digest != null) {
                    digests.add(digest);
                }
            }
            return digests;
        }

        Execution execution(Copies copies, List<String> children) {
            Execution.Cause cause = null;
            Copy rule = copies.find(ruleCopy);
            Copy trigger = copies.find(triggerCopy);
            Copy triggerType = copies.find(triggerTypeCopy);
            if (rule != null && trigger != null && triggerType != null && instance != null) {
                cause = new Execution.Cause(rule, trigger, triggerType, instance);
            }
            return complete.with(copies.get(actionCopy), copies.get(runnerCopy), cause, children);
        }

        /** What the row itself tells, waiting for the rest. */
        private interface Complete {
            Execution with(Copy action, Copy runner, Execution.@Nullable Cause cause, List<String> children);
        }
    }
}
