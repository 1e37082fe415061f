package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.runner.Lane;
import io.hookline.action.runner.Runners;
import io.hookline.common.database.Database.Work;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records executions, once each, and begins those that have got a seat.
 *
 * <p>What lists and claims read stands in one table, the documents in another, results in a third that is only read when a result is
 * wanted.
 */
@Singleton
final class NewExecutions {
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

    private final Copies copies;
    private final Runners runners;
    private final SeenValues seenValues;
    private final ExecutionChanges changes;

    NewExecutions(Copies copies, Runners runners, SeenValues seenValues, ExecutionChanges changes) {
        this.copies = copies;
        this.runners = runners;
        this.seenValues = seenValues;
        this.changes = changes;
    }

    /**
     * Records executions that were asked for; those that are recorded already are left as they are.
     *
     * @param seats for those that are to begin at once
     * @param first done in the same transaction; unless it says yes nothing is recorded
     */
    Recorded record(List<Execution> asked, Seats seats, Work<Connection, Boolean> first) {
        keepCopies(asked);
        seenValues.note(asked);
        Set<String> seated = seated(asked, seats);
        Map<String, ExecutionUpdate> fresh = changes.make((connection, updates) -> {
            if (!first.with(connection)) {
                return updates.byId();
            }
            Map<String, JsonNode> results = new HashMap<>();
            asked.forEach(execution -> {
                if (execution.result() != null) {
                    results.put(execution.id(), execution.result());
                }
            });
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                bind(insert, asked, seats, seated);
                try (ResultSet rows = insert.executeQuery()) {
                    while (rows.next()) {
                        updates.addFirst(rows, results::get);
                    }
                }
            }
            return updates.byId();
        });
        Map<String, Claim> begun = new LinkedHashMap<>();
        Set<Lane> waiting = EnumSet.noneOf(Lane.class);
        for (Execution execution : asked) {
            ExecutionUpdate update = fresh.get(execution.id());
            if (update != null && update.status().equals(ExecutionStatus.RUNNING.text())) {
                begun.put(execution.id(), Claim.first(execution, lane(execution)));
            } else if (update != null) {
                waiting.add(lane(execution));
            }
        }
        return new Recorded(Set.copyOf(fresh.keySet()), List.copyOf(begun.values()), waiting);
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

    /**
     * What came of a request.
     *
     * @param fresh ids of those that were not recorded before
     * @param begun those of them that have got a seat
     * @param waiting lanes of the others
     */
    record Recorded(Set<String> fresh, List<Claim> begun, Set<Lane> waiting) {}
}
