package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.action.ParameterResolver;
import io.hookline.action.callback.Callbacks;
import io.hookline.action.trigger.Asking;
import io.hookline.action.trigger.EndState;
import io.hookline.action.trigger.EndTriggers;
import io.hookline.action.trigger.EndTriggers.Raised;
import io.hookline.action.trigger.Ended;
import io.hookline.action.trigger.Listeners;
import io.hookline.action.trigger.RaiseConfig;
import io.hookline.common.database.Database.Transaction;
import io.hookline.common.datastore.KnownKeys;
import io.hookline.common.json.Json;
import io.hookline.common.model.TriggerInstance;
import io.hookline.common.topic.Topics;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What goes with a change of executions, in its transaction: the updates, the triggers that ends and questions raise, the executions that
 * retry policies want after them, the workflows that wait for them, and the end of their tokens. While no rule waits for such a trigger
 * an end costs no more for it.
 */
@Singleton
final class Consequences {
    private static final String ENDED = """
            SELECT e.id, e.status, e.start_timestamp, e.end_timestamp, e.action_ref, e.runner, e.action_copy, e.runner_copy,
                q.parameters, q.context, q.liveaction, r.result
            FROM action.executions e JOIN action.execution_requests q ON q.id = e.id
                LEFT JOIN action.execution_results r ON r.id = e.id
            WHERE e.id = ANY (?)""";

    private static final String ASKING = """
            SELECT q.id, q.context, r.result->>'route' AS route
            FROM action.execution_requests q JOIN action.execution_results r ON r.id = q.id
            WHERE q.id = ANY (?)""";

    private static final String RESUME = """
            UPDATE action.executions e SET status = 'resuming', seq = nextval('action.execution_order'), states = states || 'resuming'::text,
                state_times = state_times || greatest(clock_timestamp(), state_times[cardinality(state_times)])
            WHERE id = ANY (?) AND (status = 'paused') IS TRUE AND NOT EXISTS (SELECT FROM action.execution_requests q
                WHERE q.id = e.id AND jsonb_exists(q.context::jsonb, 'paused_by')
                    AND NOT jsonb_exists(q.context::jsonb, 'resumed_by')) RETURNING %s""".formatted(ExecutionUpdates.COLUMNS);

    private final EndTriggers triggers;
    private final Copies copies;
    private final ParameterResolver parameters;
    private final ResultSecrets secrets;
    private final Retries retries;
    private final Callbacks callbacks;
    private final EndedTokens tokens;
    private final ActionMetrics metrics;

    Consequences(
            RaiseConfig config,
            Listeners listeners,
            KnownKeys keys,
            Copies copies,
            ParameterResolver parameters,
            ResultSecrets secrets,
            Retries retries,
            Callbacks callbacks,
            EndedTokens tokens,
            ActionMetrics metrics) {
        this.triggers = new EndTriggers(config, listeners::listenTo, keys.system());
        this.copies = copies;
        this.parameters = parameters;
        this.secrets = secrets;
        this.retries = retries;
        this.callbacks = callbacks;
        this.tokens = tokens;
        this.metrics = metrics;
    }

    void publish(Transaction transaction, ExecutionUpdates updates) throws SQLException {
        updates.publish(transaction);
        var repeated = new ExecutionUpdates();
        List<String> unsuccessful = updates.unsuccessful();
        if (!unsuccessful.isEmpty()) {
            repeated = retries.follow(transaction.connection(), unsuccessful);
            repeated.publish(transaction);
        }
        if (!updates.parentsOfEnded().isEmpty()) {
            wakeResting(transaction, updates.parentsOfEnded());
        }
        List<String> ended = updates.ended();
        if (!ended.isEmpty()) {
            callbacks.owe(transaction.connection(), last(ended, repeated));
            tokens.end(transaction, ended);
        }
        if (!ended.isEmpty() && triggers.areAwaited()) {
            List<TriggerInstance> instances = new ArrayList<>();
            for (Row row : rows(transaction.connection(), ended)) {
                instances.addAll(raisedBy(row.id(), () -> triggers.of(ended(row))));
            }
            publish(transaction, instances);
        }
        Map<String, ExecutionUpdate> asking = updates.asking();
        if (!asking.isEmpty() && triggers.areQuestionsAwaited()) {
            publish(transaction, questions(transaction.connection(), asking));
        }
    }

    /** Who is to be told of an end wants to know what became of it in the end. */
    private static List<String> last(List<String> ended, ExecutionUpdates repeated) {
        return ended.stream()
                .filter(id -> !repeated.byId().containsKey(Retries.idAfter(id)))
                .toList();
    }

    private void publish(Transaction transaction, List<TriggerInstance> instances) throws SQLException {
        Map<String, TriggerInstance> byId = new LinkedHashMap<>();
        instances.forEach(instance -> byId.put(instance.id(), instance));
        transaction.publishAll(Topics.TRIGGER_INSTANCES, byId);
        metrics.raised(byId.size());
    }

    private List<TriggerInstance> questions(Connection connection, Map<String, ExecutionUpdate> asking)
            throws SQLException {
        List<TriggerInstance> instances = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(ASKING)) {
            select.setArray(1, connection.createArrayOf("text", asking.keySet().toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String id = rows.getString("id");
                    String route = Objects.requireNonNullElse(rows.getString("route"), "");
                    Instant at = Objects.requireNonNull(asking.get(id))
                            .log()
                            .getLast()
                            .timestamp();
                    var question = new Asking(id, route, at, Columns.object(rows, "context"));
                    instances.addAll(raisedBy(id, () -> triggers.of(question)));
                }
            }
        }
        return instances;
    }

    /** A workflow that rests because one of its tasks did goes on when that has ended; one that somebody has paused does not. */
    private static void wakeResting(Transaction transaction, Collection<String> parents) throws SQLException {
        var updates = new ExecutionUpdates();
        Connection connection = transaction.connection();
        try (PreparedStatement update = connection.prepareStatement(RESUME)) {
            update.setArray(1, connection.createArrayOf("text", parents.toArray()));
            try (ResultSet rows = update.executeQuery()) {
                while (rows.next()) {
                    updates.add(rows);
                }
            }
        }
        updates.publish(transaction);
    }

    private List<Row> rows(Connection connection, Collection<String> ids) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(ENDED)) {
            select.setArray(1, connection.createArrayOf("text", ids.toArray()));
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    rows.add(Row.of(found));
                }
            }
        }
        Set<String> digests = new HashSet<>();
        rows.forEach(row -> digests.addAll(List.of(row.actionCopy(), row.runnerCopy())));
        copies.load(connection, digests);
        return rows;
    }

    private List<TriggerInstance> raisedBy(String id, Supplier<Raised> what) {
        Raised raised;
        try {
            raised = what.get();
        } catch (RuntimeException e) { // a bug here must not keep an execution from ending
            Log.errorf(e, "execution raises no trigger execution=%s", id);
            return List.of();
        }
        return switch (raised) {
            case Raised.Instances(List<TriggerInstance> instances) -> instances;
            case Raised.TooDeep(int depth) -> {
                metrics.chainCut(id, depth);
                yield List.of();
            }
        };
    }

    private Ended ended(Row row) {
        Copy action = copies.get(row.actionCopy());
        Copy runner = copies.get(row.runnerCopy());
        // Of an action that is not there nobody knows what is secret.
        boolean asTheyAre = row.parameters().isEmpty() || row.runner().isEmpty();
        ObjectNode shown = asTheyAre
                ? row.parameters()
                : parameters.masked(copies.action(action), copies.runnerType(runner), row.parameters());
        return row.ended(shown, secrets.masked(action.document(), runner.document(), row.result()), action.document());
    }

    /** What is read of an ended execution, before its copies are looked up. */
    private record Row(
            String id,
            String runner,
            String actionCopy,
            String runnerCopy,
            ObjectNode parameters,
            JsonNode result,
            Complete complete) {
        static Row of(ResultSet row) throws SQLException {
            String id = row.getString("id");
            EndState state = EndState.of(row.getString("status"));
            var start = Columns.presentTime(row, "start_timestamp");
            var end = Columns.presentTime(row, "end_timestamp");
            String action = row.getString("action_ref");
            String runner = row.getString("runner");
            ObjectNode context = Columns.object(row, "context");
            ObjectNode order = Columns.object(row, "liveaction");
            return new Row(
                    id,
                    runner,
                    row.getString("action_copy"),
                    row.getString("runner_copy"),
                    Columns.object(row, "parameters"),
                    Objects.requireNonNullElse(Columns.document(row, "result"), NullNode.getInstance()),
                    (parameters, result, copy) -> new Ended(
                            id,
                            state,
                            start,
                            end,
                            action,
                            runner,
                            parameters,
                            result,
                            context,
                            notification(order, copy)));
        }

        Ended ended(ObjectNode parameters, JsonNode shownResult, ObjectNode action) {
            return complete.with(parameters, shownResult, action);
        }

        /** That of the request replaces the action's own. */
        private static ObjectNode notification(ObjectNode order, ObjectNode action) {
            JsonNode given = order.path("notify") instanceof ObjectNode asked ? asked : action.path("notify");
            return given instanceof ObjectNode sections ? sections : Json.object();
        }

        /** What the row itself tells, waiting for the rest. */
        private interface Complete {
            Ended with(ObjectNode parameters, JsonNode result, ObjectNode action);
        }
    }
}
