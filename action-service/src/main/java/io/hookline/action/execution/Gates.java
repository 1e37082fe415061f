package io.hookline.action.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.ActionDatabase;
import io.hookline.action.action.ParameterResolver;
import io.hookline.action.policy.Policies;
import io.hookline.action.policy.Policy;
import io.hookline.action.policy.PolicyListener;
import io.hookline.common.database.Database.Transaction;
import io.hookline.common.database.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets executions of actions with a concurrency policy in, so many at a time as the policy says, first come, first served. Who counts and lets
 * in holds a lock of that action, so it is exact however many nodes do it, and no other action waits for it. What has been let in is
 * claimed like any other.
 *
 * <p>An execution is at the gate from its first row on, told by the row itself. A gate is looked at when something comes or ends; should a
 * look get lost, the next round finds it.
 */
@Singleton
final class Gates implements PolicyListener {
    private static final int PAGE = 200;
    private static final int PAGES_A_LOOK = 50;
    private static final int COUNTED_AT_MOST = 10_000;

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('hookline gate ' || ?, 0))";

    private static final String AT_GATE = """
            SELECT e.id, e.seq, e.action_copy, e.runner_copy, q.parameters
            FROM (SELECT * FROM action.executions e WHERE action_ref = ? AND seq > ? AND %s ORDER BY seq LIMIT ?) e
            JOIN action.execution_requests q ON q.id = e.id ORDER BY e.seq""";
    private static final String LET_IN =
            AT_GATE.formatted("gate = 'open' AND status IN ('requested', 'scheduled', 'running')");
    private static final String WAITING =
            AT_GATE.formatted("gate = 'closed' AND status IN ('requested', 'delayed') AND due_at IS NULL");

    static final String ADMIT = """
            UPDATE action.executions e SET gate = 'open', status = 'requested', seq = a.seq,
                states = CASE status WHEN 'delayed' THEN states || 'requested'::text ELSE states END,
                state_times = CASE status WHEN 'delayed'
                    THEN state_times || greatest(clock_timestamp(), state_times[cardinality(state_times)]) ELSE state_times END
            FROM (SELECT id, nextval('action.execution_order') AS seq
                FROM (SELECT id FROM unnest(?::text[]) WITH ORDINALITY AS t(id, place) ORDER BY place) let_in) a
            WHERE e.id = a.id AND (status IN ('requested', 'delayed')) IS TRUE RETURNING %s""".formatted(ExecutionUpdates.COLUMNS);

    private static final String DELAY = """
            UPDATE action.executions e SET status = 'delayed', states = states || 'delayed'::text,
                state_times = state_times || greatest(clock_timestamp(), state_times[cardinality(state_times)])
            WHERE id = ANY (?) AND (status = 'requested') IS TRUE RETURNING %s""".formatted(ExecutionUpdates.COLUMNS);

    private static final String CANCEL = """
            UPDATE action.executions e SET status = 'canceled', states = states || ARRAY['canceling', 'canceled'],
                end_timestamp = greatest(clock_timestamp(), start_timestamp),
                state_times = state_times
                    || array_fill(greatest(clock_timestamp(), state_times[cardinality(state_times)]), ARRAY[2])
            WHERE id = ANY (?) AND (status IN ('requested', 'delayed')) IS TRUE RETURNING %s""".formatted(ExecutionUpdates.COLUMNS);

    /** The rest, where it makes no difference which: those that a look has not come to. */
    private static final String NEWCOMERS = """
            SELECT id FROM action.executions
            WHERE action_ref = ? AND gate = 'closed' AND status = 'requested' AND due_at IS NULL ORDER BY seq LIMIT ?""";

    /** From one action to the next, never through the executions that wait. */
    private static final String ACTIONS_WITH_WAITING = """
            WITH RECURSIVE found(action_ref) AS (
                (SELECT action_ref FROM action.executions
                    WHERE gate = 'closed' AND status IN ('requested', 'delayed') ORDER BY action_ref LIMIT 1)
                UNION ALL
                SELECT (SELECT e.action_ref FROM action.executions e
                    WHERE e.gate = 'closed' AND e.status IN ('requested', 'delayed') AND e.action_ref > f.action_ref
                    ORDER BY e.action_ref LIMIT 1)
                FROM found f WHERE f.action_ref IS NOT NULL
            )
            SELECT action_ref FROM found WHERE action_ref IS NOT NULL""";

    /** What is there already when a policy comes: what runs counts, what waits has to wait for it. */
    private static final String BIND = """
            UPDATE action.executions e
            SET gate = CASE WHEN status IN ('scheduled', 'running') THEN 'open' ELSE 'closed' END
            WHERE action_ref = ? AND gate IS NULL AND status IN ('requested', 'delayed', 'scheduled', 'running')""";

    private final ActionDatabase database;
    private final ExecutionChanges changes;
    private final Copies copies;
    private final ParameterResolver parameters;
    private final ActionMetrics metrics;
    private final WorkerConfig config;
    private final Provider<Worker> worker;
    private final Set<String> toLookAt = ConcurrentHashMap.newKeySet();
    private long lastSearch = System.nanoTime();
    private @Nullable Rounds rounds;

    /**
     * @param worker told of what was let in; it comes to be after this
     */
    Gates(
            ActionDatabase database,
            ExecutionChanges changes,
            Copies copies,
            ParameterResolver parameters,
            ActionMetrics metrics,
            WorkerConfig config,
            Provider<Worker> worker) {
        this.database = database;
        this.changes = changes;
        this.copies = copies;
        this.parameters = parameters;
        this.metrics = metrics;
        this.config = config;
        this.worker = worker;
    }

    void start(@Observes @Priority(Interceptor.Priority.APPLICATION + 900) StartupEvent event) {
        rounds = Rounds.start("gates", config.poll(), this::round);
    }

    void stop(@Observes ShutdownEvent event) {
        if (rounds != null) {
            rounds.close();
        }
    }

    /** After the commit of a change: there may be somebody to let in. Never blocks. */
    void look(Collection<String> actions) {
        if (!actions.isEmpty() && rounds != null) {
            toLookAt.addAll(actions);
            rounds.call();
        }
    }

    /** Within the change of a policy; the next round finds what follows from it. */
    @Override
    public void changed(Transaction transaction, String resourceRef) throws SQLException {
        boolean bounds = Policies.of(transaction.connection(), resourceRef).stream()
                .anyMatch(policy -> Admission.bounds(policy.policyType()));
        if (bounds) {
            try (PreparedStatement update = transaction.connection().prepareStatement(BIND)) {
                update.setString(1, resourceRef);
                update.executeUpdate();
            }
        }
    }

    private boolean round() {
        Set<String> actions = new TreeSet<>(toLookAt);
        toLookAt.removeAll(actions);
        Duration sinceSearch = Duration.ofNanos(System.nanoTime() - lastSearch);
        if (actions.isEmpty() || sinceSearch.compareTo(config.poll()) > 0) {
            actions.addAll(actionsWithWaiting());
            lastSearch = System.nanoTime();
        }
        int admitted = 0;
        for (String action : actions) {
            admitted += letIn(action);
        }
        metrics.atGates(actions.isEmpty() ? 0 : waiting());
        if (admitted > 0) {
            worker.get().wake();
        }
        return false;
    }

    /** Counted up to a bound. */
    private int waiting() {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT count(*) FROM (SELECT FROM action.executions"
                            + " WHERE gate = 'closed' AND status IN ('requested', 'delayed') LIMIT ?) waiting")) {
                select.setInt(1, COUNTED_AT_MOST);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        });
    }

    private Set<String> actionsWithWaiting() {
        return database.read(connection -> {
            Set<String> actions = new TreeSet<>();
            try (PreparedStatement select = connection.prepareStatement(ACTIONS_WITH_WAITING);
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    actions.add(rows.getString(1));
                }
            }
            return actions;
        });
    }

    /** @return how many were let in */
    int letIn(String action) {
        Decided decided = changes.make((connection, updates) -> {
            try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
                lock.setString(1, action);
                lock.execute();
            }
            List<Policy> policies = Policies.of(connection, action);
            List<ObjectNode> active = waiting(connection, LET_IN, action, -1, Integer.MAX_VALUE).stream()
                    .map(Waiting::parameters)
                    .toList();
            var turn = new Turn(Admission.of(policies, active));
            decide(connection, action, turn);
            return new Decided(
                    change(connection, ADMIT, turn.admitted, updates),
                    change(connection, DELAY, turn.delayed, updates),
                    change(connection, CANCEL, turn.canceled, updates));
        });
        metrics.decided(Admission.Outcome.ADMITTED, decided.admitted());
        metrics.decided(Admission.Outcome.DELAYED, decided.delayed());
        metrics.decided(Admission.Outcome.CANCELED, decided.canceled());
        return decided.admitted();
    }

    /** In the order in which they came; what is left when nobody can enter any more is told so, if it has not been yet. */
    private void decide(Connection connection, String action, Turn turn) throws SQLException {
        long after = -1;
        boolean more = true;
        for (int page = 0;
                more && page < PAGES_A_LOOK && turn.admission.whenFull().isEmpty();
                page++) {
            List<Waiting> next = waiting(connection, WAITING, action, after, PAGE);
            for (Waiting waiting : next) {
                turn.add(waiting.id(), turn.admission.next(waiting.parameters()));
                after = waiting.seq();
            }
            more = next.size() == PAGE;
        }
        Optional<Admission.Outcome> outcome = turn.admission.whenFull();
        if (outcome.isPresent()) {
            for (String id : newcomers(connection, action)) {
                turn.add(id, outcome.get());
            }
        }
    }

    private List<Waiting> waiting(Connection connection, String query, String action, long after, int atMost)
            throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, action);
            select.setLong(2, after);
            select.setInt(3, atMost);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    rows.add(Row.of(found));
                }
            }
        }
        Set<String> digests = new TreeSet<>();
        rows.forEach(row -> digests.addAll(List.of(row.actionCopy(), row.runnerCopy())));
        copies.load(connection, digests);
        return rows.stream()
                .map(row -> new Waiting(row.id(), row.seq(), effective(row)))
                .toList();
    }

    /** What it will run with, as far as policies compare it: given values, and plain defaults where none was given. */
    private ObjectNode effective(Row row) {
        Copy action = copies.get(row.actionCopy());
        Copy runner = copies.get(row.runnerCopy());
        if (runner.document().isEmpty()) {
            return row.parameters();
        }
        return parameters.effective(copies.action(action), copies.runnerType(runner), row.parameters());
    }

    private static List<String> newcomers(Connection connection, String action) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(NEWCOMERS)) {
            select.setString(1, action);
            select.setInt(2, PAGE * PAGES_A_LOOK);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
        }
        return ids;
    }

    /** @return how many it has changed: those that wait already are not told so again */
    private static int change(Connection connection, String statement, Collection<String> ids, ExecutionUpdates updates)
            throws SQLException {
        if (ids.isEmpty()) {
            return 0;
        }
        int changed = 0;
        try (PreparedStatement update = connection.prepareStatement(statement)) {
            update.setArray(1, connection.createArrayOf("text", ids.toArray()));
            try (ResultSet rows = update.executeQuery()) {
                while (rows.next()) {
                    updates.add(rows);
                    changed++;
                }
            }
        }
        return changed;
    }

    /** How many executions a look has changed. */
    private record Decided(int admitted, int delayed, int canceled) {}

    /** One look at a gate: who is let in, who has to wait, who is turned away. */
    private static final class Turn {
        private final Admission admission;
        private final Set<String> admitted = new LinkedHashSet<>();
        private final Set<String> delayed = new LinkedHashSet<>();
        private final Set<String> canceled = new LinkedHashSet<>();

        private Turn(Admission admission) {
            this.admission = admission;
        }

        void add(String id, Admission.Outcome outcome) {
            if (admitted.contains(id) || canceled.contains(id)) {
                return;
            }
            switch (outcome) {
                case ADMITTED -> admitted.add(id);
                case DELAYED -> delayed.add(id);
                case CANCELED -> canceled.add(id);
            }
        }
    }

    private record Row(String id, long seq, String actionCopy, String runnerCopy, ObjectNode parameters) {
        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getString("id"),
                    row.getLong("seq"),
                    row.getString("action_copy"),
                    row.getString("runner_copy"),
                    Columns.object(row, "parameters"));
        }
    }

    private record Waiting(String id, long seq, ObjectNode parameters) {}
}
