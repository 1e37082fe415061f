package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.database.Database.Transaction;
import io.hookline.common.topic.Topics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The topic of updates: each change of a row goes out with the transaction that made it. */
final class ExecutionUpdates {
    /** Columns that a statement returns for {@link #publish}. */
    static final String COLUMNS =
            "e.id, e.status, e.attempt, e.action_ref, e.start_timestamp, e.end_timestamp, e.states, e.state_times,"
                    + " e.result_size, e.gate, e.parent";

    /** One that has been let in, and is on its way or runs, leaves its action's gate as it is. */
    private static final Set<ExecutionStatus> HOLDING_A_PLACE =
            EnumSet.of(ExecutionStatus.REQUESTED, ExecutionStatus.SCHEDULED, ExecutionStatus.RUNNING);

    /** Larger results do not travel; who needs one asks for it. */
    private static final int LARGEST_RESULT = 64 * 1024;

    private final Map<String, ExecutionUpdate> updates = new LinkedHashMap<>();
    private final Set<String> boundActions = new TreeSet<>();
    private final Set<String> parentsOfEnded = new TreeSet<>();

    /**
     * Takes a new row.
     *
     * @param result finds the result by the execution's id
     */
    void addFirst(ResultSet row, Function<String, @Nullable JsonNode> result) throws SQLException {
        add(row, true, result);
    }

    /** The same for a changed row. */
    void add(ResultSet row, Function<String, @Nullable JsonNode> result) throws SQLException {
        add(row, false, result);
    }

    private void add(ResultSet row, boolean first, Function<String, @Nullable JsonNode> result) throws SQLException {
        String id = row.getString("id");
        ExecutionStatus status = ExecutionStatus.stored(row.getString("status"));
        String gate = row.getString("gate");
        if (gate != null && !(gate.equals("open") && HOLDING_A_PLACE.contains(status))) {
            boundActions.add(row.getString("action_ref"));
        }
        String parent = row.getString("parent");
        if (parent != null && status.isFinal()) {
            parentsOfEnded.add(parent);
        }
        boolean travels = row.getInt("result_size") <= LARGEST_RESULT;
        updates.put(
                id,
                new ExecutionUpdate(
                        id,
                        status.text(),
                        row.getInt("attempt"),
                        first,
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
        return ids(ExecutionStatus::isFinal);
    }

    /** Those that ran, to no good end; what could never run is not among them. */
    List<String> unsuccessful() {
        return updates.values().stream()
                .filter(update -> update.attempt() > 0)
                .filter(update -> Set.of("failed", "timeout").contains(update.status()))
                .map(ExecutionUpdate::id)
                .toList();
    }

    /** Those that have put a question and wait for its answer, by id. */
    Map<String, ExecutionUpdate> asking() {
        return updates.values().stream()
                .filter(update -> update.status().equals(ExecutionStatus.PENDING.text()))
                .collect(Collectors.toMap(ExecutionUpdate::id, update -> update));
    }

    /** Ids of those that have come to their end, put a question, or paused. */
    List<String> atRest() {
        return ids(ExecutionStatus::isAtRest);
    }

    private List<String> ids(Predicate<ExecutionStatus> wanted) {
        return updates.values().stream()
                .filter(update -> wanted.test(ExecutionStatus.stored(update.status())))
                .map(ExecutionUpdate::id)
                .toList();
    }

    /** References of the actions at whose gate somebody has come or gone. */
    Set<String> boundActions() {
        return boundActions;
    }

    /** Ids of the workflows' executions whose children these are. */
    Set<String> parentsOfEnded() {
        return parentsOfEnded;
    }

    Map<String, ExecutionUpdate> byId() {
        return updates;
    }
}
