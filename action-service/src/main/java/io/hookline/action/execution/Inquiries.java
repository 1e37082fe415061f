package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;

/** The ends of executions that wait for an answer: it came, or it is too late for one. */
@Singleton
final class Inquiries {
    private static final String ANSWER = """
            WITH answered AS (
                UPDATE action.executions e SET status = 'succeeded', states = states || 'succeeded'::text,
                    end_timestamp = greatest(clock_timestamp(), start_timestamp), due_at = NULL, result_size = ?,
                    state_times = state_times || greatest(clock_timestamp(), state_times[cardinality(state_times)])
                WHERE id = ? AND status = 'pending' RETURNING %s
            ), results AS (
                UPDATE action.execution_results r SET result = ?::json FROM answered WHERE r.id = answered.id
            )
            SELECT * FROM answered e""".formatted(ExecutionUpdates.COLUMNS);

    private static final String EXPIRE = """
            UPDATE action.executions e SET status = 'timeout', states = states || 'timeout'::text,
                end_timestamp = greatest(clock_timestamp(), start_timestamp), due_at = NULL,
                state_times = state_times || greatest(clock_timestamp(), state_times[cardinality(state_times)])
            WHERE due_at <= now() AND status = 'pending' RETURNING %s""".formatted(ExecutionUpdates.COLUMNS);

    private final ResultSecrets secrets;
    private final ExecutionChanges changes;

    Inquiries(ResultSecrets secrets, ExecutionChanges changes) {
        this.secrets = secrets;
        this.changes = changes;
    }

    /**
     * @param pending with its result
     * @return false if it does not wait any more
     */
    boolean answer(Execution pending, ObjectNode response) {
        ObjectNode result = Json.object();
        if (pending.result() instanceof ObjectNode asked) {
            result.setAll(asked);
        }
        result.set("response", response);
        JsonNode sealed =
                secrets.sealed(pending.action().document(), pending.runner().document(), result);
        return changes.make((connection, updates) -> {
            try (PreparedStatement update = connection.prepareStatement(ANSWER)) {
                update.setInt(1, Execution.size(sealed));
                update.setString(2, pending.id());
                update.setString(3, Json.text(sealed));
                try (ResultSet rows = update.executeQuery()) {
                    while (rows.next()) {
                        updates.add(rows, id -> sealed);
                    }
                }
            }
            return !updates.byId().isEmpty();
        });
    }

    /** @return how many have waited too long */
    int expire() {
        return changes.make((connection, updates) -> {
            try (PreparedStatement update = connection.prepareStatement(EXPIRE);
                    ResultSet rows = update.executeQuery()) {
                while (rows.next()) {
                    updates.add(rows);
                }
            }
            return updates.byId().size();
        });
    }
}
