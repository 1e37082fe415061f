package io.hookline.action.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.policy.Policies;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Executions that follow, by a retry policy, from others that came to no good end: written in the transaction of that end, so none is lost,
 * under an id that follows from it, so none comes twice. Children of workflows have none: their workflow decides.
 */
@Singleton
final class Retries {
    private static final String RETRIABLE = """
            SELECT e.id, e.liveaction_id, e.action_ref, e.status, q.context
            FROM action.executions e JOIN action.execution_requests q ON q.id = e.id
            WHERE e.id = ANY (?) AND e.parent IS NULL
                AND EXISTS (SELECT FROM action.policies p
                    WHERE p.resource_ref = e.action_ref AND p.enabled AND p.policy_type = 'action.retry')""";

    private static final String REQUEST = """
            INSERT INTO action.execution_requests (id, parameters, context, liveaction, delay,
                rule_copy, trigger_copy, trigger_type_copy, trigger_instance)
            SELECT ?, parameters, ?::json, liveaction, nullif(?, 0), rule_copy, trigger_copy, trigger_type_copy, trigger_instance
            FROM action.execution_requests WHERE id = ? ON CONFLICT (id) DO NOTHING""";

    private static final String REPEAT = """
            INSERT INTO action.executions AS e (id, liveaction_id, status, lane, due_at, start_timestamp, states, state_times,
                action_ref, runner, user_name, rule_name, rule_ref, trigger_name, trigger_type_name, trigger_instance,
                action_copy, runner_copy, trace, on_worker_lost, gate)
            SELECT n.id, n.liveaction_id, n.state, lane,
                CASE n.state WHEN 'delayed' THEN now() + n.delay * interval '1 millisecond' END, clock_timestamp(),
                CASE n.state WHEN 'delayed' THEN ARRAY['requested', 'delayed'] ELSE ARRAY['requested'] END,
                array_fill(clock_timestamp(), ARRAY[CASE n.state WHEN 'delayed' THEN 2 ELSE 1 END]),
                action_ref, runner, user_name, rule_name, rule_ref, trigger_name, trigger_type_name, trigger_instance,
                action_copy, runner_copy, trace, on_worker_lost, CASE WHEN gate IS NOT NULL THEN 'closed' END
            FROM action.executions old,
                (SELECT ?::text AS id, ?::text AS liveaction_id, ?::text AS state, ?::bigint AS delay) n
            WHERE old.id = ? ON CONFLICT (id) DO NOTHING RETURNING %s""".formatted(ExecutionUpdates.COLUMNS);

    /**
     * @param unsuccessful ids of executions that have just ended
     * @return what was added
     */
    ExecutionUpdates follow(Connection connection, List<String> unsuccessful) throws SQLException {
        var added = new ExecutionUpdates();
        for (Ended ended : retriable(connection, unsuccessful)) {
            Optional<RetryPolicy.Retry> retry = RetryPolicy.next(
                    Policies.of(connection, ended.action()), ended.status(), ended.liveaction(), ended.context());
            if (retry.isPresent()) {
                repeat(connection, ended, retry.get(), added);
            }
        }
        return added;
    }

    /** The one that follows, if any does. */
    static String idAfter(String ended) {
        return Ids.following(ended, "retry");
    }

    private static List<Ended> retriable(Connection connection, List<String> ids) throws SQLException {
        List<Ended> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(RETRIABLE)) {
            select.setArray(1, connection.createArrayOf("text", ids.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(Ended.of(rows));
                }
            }
        }
        return found;
    }

    private static void repeat(Connection connection, Ended ended, RetryPolicy.Retry retry, ExecutionUpdates added)
            throws SQLException {
        String id = idAfter(ended.id());
        try (PreparedStatement insert = connection.prepareStatement(REQUEST)) {
            insert.setString(1, id);
            insert.setString(2, Json.text(retry.context()));
            insert.setLong(3, retry.delay());
            insert.setString(4, ended.id());
            insert.executeUpdate();
        }
        ExecutionStatus state = retry.delay() > 0 ? ExecutionStatus.DELAYED : ExecutionStatus.REQUESTED;
        try (PreparedStatement insert = connection.prepareStatement(REPEAT)) {
            insert.setString(1, id);
            insert.setString(2, Ids.following(ended.liveaction(), "retry"));
            insert.setString(3, state.text());
            insert.setLong(4, retry.delay());
            insert.setString(5, ended.id());
            try (ResultSet rows = insert.executeQuery()) {
                while (rows.next()) {
                    added.addFirst(rows, any -> null);
                }
            }
        }
    }

    private record Ended(String id, String liveaction, String action, ExecutionStatus status, ObjectNode context) {
        static Ended of(ResultSet row) throws SQLException {
            return new Ended(
                    row.getString("id"),
                    row.getString("liveaction_id"),
                    row.getString("action_ref"),
                    ExecutionStatus.stored(row.getString("status")),
                    Columns.object(row, "context"));
        }
    }
}
