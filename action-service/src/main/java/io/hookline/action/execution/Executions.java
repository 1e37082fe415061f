package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.ActionDatabase;
import io.hookline.action.runner.Lane;
import io.hookline.action.runner.Runners;
import io.hookline.common.database.Database.Transaction;
import io.hookline.common.database.Database.Work;
import io.hookline.common.json.Json;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The executions there are: recorded once each, read, canceled. Who runs them claims them in {@link Claims}.
 *
 * <p>What lists and claims read stands in one table, the documents in another, results in a third that is only read when a result is
 * wanted.
 */
@Singleton
final class Executions {
    private static final String INSERT = """
            WITH alive AS MATERIALIZED (
                SELECT id FROM action.workers WHERE id = ? AND lease_until > now() FOR KEY SHARE
            ), asked AS (
                SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::timestamptz[], ?::timestamptz[],
                    ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::text[], ?::text[], ?::boolean[])
                WITH ORDINALITY AS t(id, liveaction_id, status, lane, delay, start_timestamp, end_timestamp,
                    action_ref, runner, user_name, parent, rule_name, rule_ref, trigger_name, trigger_type_name,
                    trigger_instance_id, action_copy, runner_copy,
                    result_size, parameters, context, liveaction, rule_copy, trigger_copy, trigger_type_copy, trigger_instance,
                    result, trace, trace_tag, on_worker_lost, seated, place)
            ), gated AS (
                SELECT asked.*, CASE WHEN status = 'requested' AND EXISTS (SELECT FROM action.policies p
                    WHERE p.resource_ref = asked.action_ref AND p.enabled
                        AND p.policy_type IN ('action.concurrency', 'action.concurrency.attr')) THEN 'closed' END AS gate
                FROM asked
            ), placed AS (
                SELECT gated.*, seated AND gate IS NULL AND EXISTS (SELECT FROM alive) AS runs,
                    greatest(clock_timestamp(), start_timestamp) AS taken_at
                FROM gated
            ), fresh AS (
                INSERT INTO action.executions AS e (id, liveaction_id, status, attempt, worker, hostname, pid, lane, due_at,
                    start_timestamp, end_timestamp, states, state_times, action_ref, runner, user_name, parent, rule_name, rule_ref,
                    trigger_name, trigger_type_name, trigger_instance, action_copy, runner_copy, result_size, trace, on_worker_lost,
                    gate)
                SELECT id, liveaction_id, CASE WHEN runs THEN 'running' ELSE status END, CASE WHEN runs THEN 1 ELSE 0 END,
                    CASE WHEN runs THEN ? END, CASE WHEN runs THEN ? END, CASE WHEN runs THEN ?::bigint END, lane,
                    now() + delay * interval '1 millisecond', start_timestamp, end_timestamp,
                    CASE WHEN runs THEN ARRAY['requested', 'scheduled', 'running']
                        WHEN status = 'requested' THEN ARRAY[status] ELSE ARRAY['requested', status] END,
                    CASE WHEN runs THEN ARRAY[start_timestamp, taken_at, taken_at]
                        WHEN status = 'requested' THEN ARRAY[start_timestamp] ELSE ARRAY[start_timestamp, end_timestamp] END,
                    action_ref, runner, user_name, parent, rule_name, rule_ref, trigger_name,
                    trigger_type_name, trigger_instance_id, action_copy, runner_copy, result_size, trace, on_worker_lost, gate
                FROM placed ORDER BY place
                ON CONFLICT (id) DO NOTHING
                RETURNING %s
            ), documents AS (
                INSERT INTO action.execution_requests (id, parameters, context, liveaction, delay,
                    rule_copy, trigger_copy, trigger_type_copy, trigger_instance)
                SELECT id, parameters::json, context::json, liveaction::json, delay,
                    rule_copy, trigger_copy, trigger_type_copy, trigger_instance::json
                FROM asked ON CONFLICT (id) DO NOTHING
            ), traces AS (
                -- In the order of their ids: so that two that make the same ones wait for each other, not both for ever.
                INSERT INTO action.traces (id, trace_tag, start_timestamp)
                SELECT DISTINCT ON (trace) trace, trace_tag, start_timestamp
                FROM asked WHERE trace IS NOT NULL ORDER BY trace, place
                ON CONFLICT (id) DO NOTHING
            ), ends AS (
                INSERT INTO action.execution_results (id, result)
                SELECT id, result::json FROM asked WHERE result IS NOT NULL AND id IN (SELECT id FROM fresh)
            )
            SELECT * FROM fresh e""".formatted(ExecutionUpdates.COLUMNS);

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
    private final Runners runners;
    private final Consequences consequences;
    private final SeenValues seenValues;
    private final AfterCommit afterCommit;
    private final RowCount count;

    Executions(
            ActionDatabase database,
            Copies copies,
            Runners runners,
            Consequences consequences,
            SeenValues seenValues,
            AfterCommit afterCommit) {
        this.database = database;
        this.consequences = consequences;
        this.copies = copies;
        this.runners = runners;
        this.seenValues = seenValues;
        this.afterCommit = afterCommit;
        this.count = new RowCount(database, "action.executions e");
    }

    /**
     * Records executions that were asked for; those that are recorded already are left as they are.
     *
     * @param seats for those that are to begin at once
     * @param first done in the same transaction; unless it says yes nothing is recorded
     */
    Recorded request(List<Execution> asked, Seats seats, Work<Connection, Boolean> first) {
        keepCopies(asked);
        seenValues.note(asked);
        Set<String> seated = seated(asked, seats);
        var updates = new ExecutionUpdates();
        database.write(transaction -> {
            if (!first.with(transaction.connection())) {
                return updates;
            }
            Map<String, JsonNode> results = new HashMap<>();
            asked.forEach(execution -> {
                if (execution.result() != null) {
                    results.put(execution.id(), execution.result());
                }
            });
            try (PreparedStatement insert = transaction.connection().prepareStatement(INSERT)) {
                bind(insert, asked, seats, seated);
                try (ResultSet rows = insert.executeQuery()) {
                    while (rows.next()) {
                        updates.addFirst(rows, results::get);
                    }
                }
            }
            consequences.publish(transaction, updates);
            return updates;
        });
        afterCommit.tell(updates);
        Map<String, Claim> begun = new LinkedHashMap<>();
        Set<Lane> waiting = EnumSet.noneOf(Lane.class);
        for (Execution execution : asked) {
            ExecutionUpdate update = updates.byId().get(execution.id());
            if (update != null && update.status().equals(ExecutionStatus.RUNNING.text())) {
                begun.put(execution.id(), Claim.first(execution, lane(execution)));
            } else if (update != null) {
                waiting.add(lane(execution));
            }
        }
        return new Recorded(Set.copyOf(updates.byId().keySet()), List.copyOf(begun.values()), waiting);
    }

    private Set<String> seated(List<Execution> asked, Seats seats) {
        Set<String> seated = new HashSet<>();
        for (Execution execution : asked) {
            boolean mayBegin = execution.status() == ExecutionStatus.REQUESTED && execution.delay() == null;
            if (mayBegin && !seated.contains(execution.id()) && seats.occupy(lane(execution))) {
                seated.add(execution.id());
            }
        }
        return seated;
    }

    private Lane lane(Execution execution) {
        return runners.lane(execution.runnerName());
    }

    private void keepCopies(List<Execution> asked) {
        Set<Copy> shown = new HashSet<>();
        for (Execution execution : asked) {
            shown.add(execution.action());
            shown.add(execution.runner());
            if (execution.cause() != null) {
                shown.add(execution.cause().rule());
                shown.add(execution.cause().trigger());
                shown.add(execution.cause().triggerType());
            }
        }
        copies.keep(shown);
    }

    private void bind(PreparedStatement insert, List<Execution> asked, Seats seats, Set<String> seated)
            throws SQLException {
        int i = 0;
        insert.setString(++i, seats.worker());
        Columns.texts(insert, ++i, asked, Execution::id);
        Columns.texts(insert, ++i, asked, Execution::liveactionId);
        Columns.texts(insert, ++i, asked, execution -> execution.status().text());
        Columns.texts(insert, ++i, asked, execution -> lane(execution).text());
        Columns.numbers(insert, ++i, asked, Execution::delay);
        Columns.times(insert, ++i, asked, Execution::startTimestamp);
        Columns.times(insert, ++i, asked, Execution::endTimestamp);
        Columns.texts(insert, ++i, asked, Execution::actionRef);
        Columns.texts(insert, ++i, asked, Execution::runnerName);
        Columns.texts(insert, ++i, asked, Execution::user);
        Columns.texts(insert, ++i, asked, Execution::parent);
        Columns.texts(insert, ++i, asked, caused(cause -> text(cause.rule().document(), "name")));
        Columns.texts(insert, ++i, asked, caused(cause -> text(cause.rule().document(), "ref")));
        Columns.texts(insert, ++i, asked, caused(cause -> text(cause.trigger().document(), "name")));
        Columns.texts(
                insert, ++i, asked, caused(cause -> text(cause.triggerType().document(), "name")));
        Columns.texts(insert, ++i, asked, caused(cause -> text(cause.triggerInstance(), "id")));
        Columns.texts(insert, ++i, asked, execution -> execution.action().digest());
        Columns.texts(insert, ++i, asked, execution -> execution.runner().digest());
        Columns.numbers(insert, ++i, asked, Execution::resultSize);
        Columns.documents(insert, ++i, asked, Execution::parameters);
        Columns.documents(insert, ++i, asked, Execution::context);
        Columns.documents(insert, ++i, asked, Execution::liveaction);
        Columns.texts(insert, ++i, asked, caused(cause -> cause.rule().digest()));
        Columns.texts(insert, ++i, asked, caused(cause -> cause.trigger().digest()));
        Columns.texts(insert, ++i, asked, caused(cause -> cause.triggerType().digest()));
        Columns.documents(
                insert,
                ++i,
                asked,
                execution ->
                        execution.cause() == null ? null : execution.cause().triggerInstance());
        Columns.documents(insert, ++i, asked, Execution::result);
        Columns.texts(insert, ++i, asked, execution -> execution.trace().orElse(null));
        Columns.texts(insert, ++i, asked, Execution::traceTag);
        Columns.texts(insert, ++i, asked, execution -> text(execution.action().document(), "on_worker_lost"));
        Columns.flags(insert, ++i, asked, execution -> seated.contains(execution.id()));
        insert.setString(++i, seats.worker());
        insert.setString(++i, seats.here().hostname());
        insert.setLong(++i, seats.here().pid());
    }

    private static Function<Execution, @Nullable String> caused(Function<Execution.Cause, @Nullable String> value) {
        return execution -> execution.cause() == null ? null : value.apply(execution.cause());
    }

    private static @Nullable String text(ObjectNode document, String field) {
        JsonNode value = document.get(field);
        return value == null || value.isNull() ? null : value.asText();
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
        var updates = new ExecutionUpdates();
        database.write(transaction -> {
            try (PreparedStatement update = transaction.connection().prepareStatement(statement)) {
                for (int i = 0; i < bound.length; i++) {
                    update.setString(i + 1, bound[i]);
                }
                try (ResultSet rows = update.executeQuery()) {
                    while (rows.next()) {
                        updates.add(rows);
                    }
                }
            }
            consequences.publish(transaction, updates);
            return updates;
        });
        afterCommit.tell(updates);
        return updates.byId().size();
    }

    /**
     * Ends what has not begun, and asks the worker of what runs to end it.
     *
     * @param user who wants it
     */
    Canceled cancel(String id, String user) {
        var updates = new ExecutionUpdates();
        Optional<Locked> before = database.write(transaction -> {
            Optional<Locked> found = lock(transaction.connection(), id);
            if (found.isPresent()) {
                switch (found.get().cancellation()) {
                    case AT_ONCE -> cancel(transaction, id, user, ExecutionStatus.CANCELED, updates);
                    case IN_TWO_STEPS, BY_WORKER -> cancel(transaction, id, user, ExecutionStatus.CANCELING, updates);
                    case DONE_BEFORE, REFUSED -> {}
                }
            }
            return found;
        });
        afterCommit.tell(updates);
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
        var updates = new ExecutionUpdates();
        database.write(transaction -> {
            Connection connection = transaction.connection();
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
            consequences.publish(transaction, updates);
            return updates;
        });
        afterCommit.tell(updates);
        return !updates.byId().isEmpty();
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

    private void cancel(Transaction transaction, String id, String user, ExecutionStatus next, ExecutionUpdates updates)
            throws SQLException {
        ObjectNode result =
                Json.object().put("message", "Action canceled by user.").put("user", user);
        Connection connection = transaction.connection();
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
        consequences.publish(transaction, updates);
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

    List<Execution> find(RowFilter filter, boolean withResult) {
        String query = "SELECT e.*, q.parameters, q.context, q.liveaction, q.delay, q.rule_copy, q.trigger_copy,"
                + " q.trigger_type_copy, q.trigger_instance AS instance_document"
                + (withResult ? ", r.result" : ", NULL AS result")
                + " FROM (SELECT * FROM action.executions e" + filter.conditions() + filter.order() + filter.page()
                + ") e"
                + " JOIN action.execution_requests q ON q.id = e.id"
                + (withResult ? " LEFT JOIN action.execution_results r ON r.id = e.id" : "")
                + filter.order();
        List<Row> rows = database.read(RowFilter.LONGEST, connection -> {
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
        });
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
        return count.of(filter);
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

    /**
     * What came of a request.
     *
     * @param fresh ids of those that were not recorded before
     * @param begun those of them that have got a seat
     * @param waiting lanes of the others
     */
    record Recorded(Set<String> fresh, List<Claim> begun, Set<Lane> waiting) {}

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
