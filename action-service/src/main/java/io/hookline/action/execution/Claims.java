package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.action.ActionDatabase;
import io.hookline.common.json.Json;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who runs what: executions taken, ended, and taken away from workers that are gone. Each step is one statement that looks and changes
 * at once, so two workers never hold the same execution, and a claim that is not the latest changes nothing.
 */
@Singleton
final class Claims {
    /** What may be taken; in these words the planner knows the index of it (V8). */
    private static final String WAITING =
            "status IN ('requested', 'resuming') AND due_at IS NULL AND gate IS DISTINCT FROM 'closed'";

    /** Claims only while the worker's lease holds; the lock keeps a sweeper from taking it for dead in between. */
    static final String CLAIM = """
            WITH alive AS MATERIALIZED (
                SELECT id FROM action.workers WHERE id = ? AND lease_until > now() FOR KEY SHARE
            ), waiting AS MATERIALIZED (
                SELECT id FROM action.executions
                WHERE %s AND lane = ? AND seq >= ? AND EXISTS (SELECT FROM alive)
                ORDER BY seq LIMIT ? FOR UPDATE SKIP LOCKED
            ), claimed AS (
                UPDATE action.executions e
                SET status = 'running', attempt = e.attempt + 1, worker = ?, hostname = ?, pid = ?,
                    states = e.states || CASE e.status WHEN 'resuming' THEN ARRAY['running'] ELSE ARRAY['scheduled', 'running'] END,
                    state_times = e.state_times
                        || array_fill(greatest(clock_timestamp(), e.state_times[cardinality(e.state_times)]),
                            ARRAY[CASE e.status WHEN 'resuming' THEN 1 ELSE 2 END])
                FROM waiting WHERE e.id = waiting.id
                RETURNING %s, e.liveaction_id, e.seq, e.lane, e.action_copy, e.runner_copy
            )
            SELECT e.*, q.parameters, q.context FROM claimed e JOIN action.execution_requests q ON q.id = e.id ORDER BY e.seq""".formatted(WAITING, ExecutionUpdates.COLUMNS);

    /**
     * An execution that is being canceled ends canceled, whatever its action made of it, and keeps the result that says who did it; a
     * workflow whose task was canceled tells of its tasks.
     *
     * <p>{@code IS TRUE} hides the states from the planner, here and wherever rows are found by several ids: with a plan made while the
     * table was nearly empty a connection would look for them through the index of states, and through all dead rows in it.
     */
    static final String FINISH = """
            WITH reported AS (
                SELECT * FROM unnest(?::text[], ?::bigint[], ?::text[], ?::timestamptz[], ?::bigint[], ?::text[], ?::bigint[])
                    AS t(id, attempt, status, at, result_size, result, waits)
            ), ended AS (
                UPDATE action.executions e
                SET status = CASE e.status WHEN 'canceling' THEN 'canceled' ELSE r.status END,
                    end_timestamp = CASE WHEN e.status = 'canceling' OR r.status NOT IN ('pending', 'paused')
                        THEN greatest(r.at, e.start_timestamp) END,
                    states = e.states || CASE
                        WHEN e.status = 'canceling' THEN ARRAY['canceled']
                        WHEN e.status = 'running' AND r.status = 'paused' THEN ARRAY['pausing', 'paused']
                        ELSE ARRAY[r.status] END,
                    state_times = e.state_times
                        || array_fill(greatest(clock_timestamp(), e.state_times[cardinality(e.state_times)]),
                            ARRAY[CASE WHEN e.status = 'running' AND r.status = 'paused' THEN 2 ELSE 1 END]),
                    result_size = CASE e.status WHEN 'canceling' THEN e.result_size ELSE r.result_size END,
                    due_at = CASE r.status WHEN 'pending' THEN now() + r.waits * interval '1 millisecond' END
                FROM reported r
                WHERE e.id = r.id AND e.attempt = r.attempt AND (e.status IN ('running', 'pausing', 'canceling')) IS TRUE
                RETURNING %s, r.result
            ), results AS (
                INSERT INTO action.execution_results (id, result)
                SELECT id, result::json FROM ended WHERE status <> 'canceled' OR states[cardinality(states) - 1] <> 'canceling'
                ON CONFLICT (id) DO UPDATE SET result = excluded.result
            )
            SELECT * FROM ended e""".formatted(ExecutionUpdates.COLUMNS);

    private static final String HELD = """
            SELECT e.id, e.liveaction_id, e.attempt, e.lane, e.action_ref, e.action_copy, e.runner_copy, q.parameters, q.context
            FROM action.executions e JOIN action.execution_requests q ON q.id = e.id
            WHERE e.worker = ? AND e.status IN ('scheduled', 'running', 'pausing', 'canceling')""";

    /**
     * What its action wants repeated is, as often as its retry policy allows; workflows go on where they were; what was to be canceled or
     * paused is; all the rest is given up.
     */
    private static final String ABANDON = """
            WITH orphans AS MATERIALIZED (
                SELECT e.id, CASE
                    WHEN e.status = 'canceling' THEN 'canceled'
                    WHEN e.status = 'pausing' THEN 'paused'
                    WHEN e.losses < CASE
                        WHEN e.lane = 'workflow' THEN ?
                        WHEN e.on_worker_lost = 'retry' THEN coalesce(
                            (SELECT max((p.document -> 'parameters' ->> 'max_retry_count')::integer) FROM action.policies p
                                WHERE p.resource_ref = e.action_ref AND p.policy_type = 'action.retry' AND p.enabled), ?)
                        ELSE 0 END THEN 'requested'
                    ELSE 'abandoned' END AS next
                FROM action.executions e
                WHERE e.status IN ('scheduled', 'running', 'pausing', 'canceling')
                    AND NOT EXISTS (SELECT FROM action.workers w WHERE w.id = e.worker)
                LIMIT ? FOR UPDATE OF e SKIP LOCKED
            ), ended AS (
                UPDATE action.executions e
                SET status = o.next, losses = e.losses + 1,
                    end_timestamp = CASE WHEN o.next IN ('canceled', 'abandoned') THEN greatest(clock_timestamp(), e.start_timestamp) END,
                    seq = CASE o.next WHEN 'requested' THEN nextval('action.execution_order') ELSE e.seq END,
                    states = e.states || o.next,
                    state_times = e.state_times || greatest(clock_timestamp(), e.state_times[cardinality(e.state_times)]),
                    result_size = CASE o.next WHEN 'abandoned' THEN ? ELSE e.result_size END
                FROM orphans o WHERE e.id = o.id
                RETURNING %s
            ), results AS (
                INSERT INTO action.execution_results (id, result)
                SELECT id, ?::json FROM ended WHERE status = 'abandoned' ON CONFLICT (id) DO UPDATE SET result = excluded.result
            )
            SELECT * FROM ended e""".formatted(ExecutionUpdates.COLUMNS);

    /** Under a new attempt, so that the worker that has it writes nothing any more. */
    private static final String END = """
            WITH ended AS (
                UPDATE action.executions e SET status = ?, states = states || ?::text, attempt = attempt + 1, result_size = ?,
                    end_timestamp = greatest(clock_timestamp(), start_timestamp),
                    state_times = state_times || greatest(clock_timestamp(), state_times[cardinality(state_times)])
                WHERE id = ? AND status = 'running' RETURNING %s
            ), results AS (
                INSERT INTO action.execution_results (id, result)
                SELECT id, ?::json FROM ended WHERE ?::json IS NOT NULL ON CONFLICT (id) DO NOTHING
            )
            SELECT * FROM ended e""".formatted(ExecutionUpdates.COLUMNS);

    static final int SWEPT_AT_ONCE = 500;

    /** A workflow that takes its node down each time must not go on for ever. */
    private static final int WORKFLOW_LOSSES = 50;

    private static final int COUNTED_AT_MOST = 100_000;

    private final ActionDatabase database;
    private final ExecutionChanges changes;
    private final WorkerConfig config;

    Claims(ActionDatabase database, ExecutionChanges changes, WorkerConfig config) {
        this.database = database;
        this.changes = changes;
        this.config = config;
    }

    /**
     * Takes what has waited longest in a lane.
     *
     * @param worker whose lease holds; without one nothing is taken
     * @param from number in the order of the queue below which nothing is looked for
     */
    Taken claim(String worker, Execution.RunnerInfo here, String lane, long from, int atMost) {
        return changes.make((connection, updates) -> {
            List<Claim> claims = new ArrayList<>();
            long last = from;
            try (PreparedStatement update = connection.prepareStatement(CLAIM)) {
                update.setString(1, worker);
                update.setString(2, lane);
                update.setLong(3, from);
                update.setInt(4, atMost);
                update.setString(5, worker);
                update.setString(6, here.hostname());
                update.setLong(7, here.pid());
                try (ResultSet rows = update.executeQuery()) {
                    while (rows.next()) {
                        updates.add(rows);
                        claims.add(claim(rows));
                        last = Math.max(last, rows.getLong("seq"));
                    }
                }
            }
            return new Taken(claims, last);
        });
    }

    /**
     * Writes how claims ended, all in one statement.
     *
     * @return the end by id of those that were taken; the others had been ended, or claimed again, by somebody else
     */
    Map<String, ExecutionStatus> finish(List<Ending> endings) {
        return changes.make((connection, updates) -> {
            Map<String, JsonNode> results = new HashMap<>();
            endings.forEach(ending -> results.put(ending.claim().id(), ending.result()));
            Map<String, ExecutionStatus> ended = new HashMap<>();
            try (PreparedStatement update = connection.prepareStatement(FINISH)) {
                Columns.texts(update, 1, endings, ending -> ending.claim().id());
                Columns.numbers(update, 2, endings, ending -> ending.claim().attempt());
                Columns.texts(update, 3, endings, ending -> ending.status().text());
                Columns.times(update, 4, endings, Ending::at);
                Columns.numbers(update, 5, endings, Ending::size);
                Columns.texts(update, 6, endings, Ending::json);
                Columns.numbers(update, 7, endings, Ending::waits);
                try (ResultSet rows = update.executeQuery()) {
                    while (rows.next()) {
                        ExecutionStatus status = ExecutionStatus.stored(rows.getString("status"));
                        ended.put(rows.getString("id"), status);
                        updates.add(rows, status == ExecutionStatus.CANCELED ? id -> null : results::get);
                    }
                }
            }
            return ended;
        });
    }

    /**
     * Writes an end that was told from outside.
     *
     * @param result what is secret in it sealed; null: none was told
     * @return false if it is not running
     */
    boolean end(String id, ExecutionStatus status, @Nullable JsonNode result) {
        String json = result == null ? null : Json.text(result);
        return changes.make((connection, updates) -> {
            try (PreparedStatement update = connection.prepareStatement(END)) {
                update.setString(1, status.text());
                update.setString(2, status.text());
                update.setInt(3, result == null ? 0 : Execution.size(result));
                update.setString(4, id);
                update.setString(5, json);
                update.setString(6, json);
                try (ResultSet rows = update.executeQuery()) {
                    while (rows.next()) {
                        updates.add(rows, any -> result);
                    }
                }
            }
            return !updates.byId().isEmpty();
        });
    }

    /**
     * Ends what is held by workers that are gone, or has it run again. Those that renewed no lease in time are gone from now on.
     *
     * @return how many executions were swept
     */
    int sweep() {
        return changes.make((connection, updates) -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM action.workers WHERE lease_until < now()")) {
                delete.executeUpdate();
            }
            var result = Json.object()
                    .put("error", "The worker that ran this is gone; what it had done by then is not known.");
            try (PreparedStatement update = connection.prepareStatement(ABANDON)) {
                update.setInt(1, WORKFLOW_LOSSES);
                update.setInt(2, config.lostRetries());
                update.setInt(3, SWEPT_AT_ONCE);
                update.setInt(4, Execution.size(result));
                update.setString(5, Json.text(result));
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
     * What this worker holds and does not know of: a claim whose answer got lost with the connection. Asked while no claim is under way.
     *
     * @param known ids of what it runs
     */
    List<Claim> unknown(String worker, Set<String> known) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(HELD)) {
                select.setString(1, worker);
                try (ResultSet rows = select.executeQuery()) {
                    List<Claim> claims = new ArrayList<>();
                    while (rows.next()) {
                        if (!known.contains(rows.getString("id"))) {
                            claims.add(claim(rows));
                        }
                    }
                    return claims;
                }
            }
        });
    }

    private static Claim claim(ResultSet row) throws SQLException {
        return new Claim(
                row.getString("id"),
                row.getString("liveaction_id"),
                row.getInt("attempt"),
                row.getString("lane"),
                row.getString("action_ref"),
                row.getString("action_copy"),
                row.getString("runner_copy"),
                Columns.object(row, "parameters"),
                Columns.object(row, "context"));
    }

    /** What this worker runs and somebody wants ended or paused: {@code canceling} or {@code pausing} by id. */
    Map<String, ExecutionStatus> interventions(String worker) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT id, status FROM action.executions WHERE worker = ? AND status IN ('pausing', 'canceling')")) {
                select.setString(1, worker);
                try (ResultSet rows = select.executeQuery()) {
                    Map<String, ExecutionStatus> wanted = new HashMap<>();
                    while (rows.next()) {
                        wanted.put(rows.getString(1), ExecutionStatus.stored(rows.getString(2)));
                    }
                    return wanted;
                }
            }
        });
    }

    /** How many wait for a worker, counted up to a bound. */
    int waiting() {
        return database.read(Claims::countWaiting);
    }

    private static int countWaiting(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT count(*) FROM (SELECT FROM action.executions WHERE " + WAITING + " LIMIT ?) waiting")) {
            select.setInt(1, COUNTED_AT_MOST);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /**
     * What a claim took.
     *
     * @param last highest number of them in the order of the queue; where the claim began, if there are none
     */
    record Taken(List<Claim> claims, long last) {}
}
