package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.database.Database.Transaction;
import io.hookline.common.topic.Topics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The topic of updates: each change of a row goes out with the transaction that made it. */
final class ExecutionUpdates {
    /** Columns that a statement returns for {@link #publish}. */
    static final String COLUMNS =
            "e.id, e.status, e.attempt, e.action_ref, e.start_timestamp, e.end_timestamp, e.states, e.state_times,"
                    + " e.result_size";

    /** Larger results do not travel; who needs one asks for it. */
    private static final int LARGEST_RESULT = 64 * 1024;

    private final Map<String, ExecutionUpdate> updates = new LinkedHashMap<>();

    /**
     * Takes a changed row.
     *
     * @param result finds the result by the execution's id
     */
    void add(ResultSet row, Function<String, @Nullable JsonNode> result) throws SQLException {
        String id = row.getString("id");
        boolean travels = row.getInt("result_size") <= LARGEST_RESULT;
        updates.put(
                id,
                new ExecutionUpdate(
                        id,
                        row.getString("status"),
                        row.getInt("attempt"),
                        row.getString("action_ref"),
                        Columns.presentTime(row, "start_timestamp"),
                        Columns.time(row, "end_timestamp"),
                        Columns.log(row),
                        travels ? result.apply(id) : null));
    }

    void add(ResultSet row) throws SQLException {
        add(row, id -> null);
    }

    void publish(Transaction transaction) throws SQLException {
        transaction.publishAll(Topics.EXECUTION_UPDATES, updates);
    }

    /** Ids of those that have come to their end. */
    List<String> ended() {
        return updates.values().stream()
                .filter(update -> ExecutionStatus.stored(update.status()).isFinal())
                .map(ExecutionUpdate::id)
                .toList();
    }

    Map<String, ExecutionUpdate> byId() {
        return updates;
    }
}
