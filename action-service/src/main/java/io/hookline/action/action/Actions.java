package io.hookline.action.action;

import io.hookline.action.ActionDatabase;
import io.hookline.common.database.Database.Transaction;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import io.hookline.common.model.ActionFact;
import io.hookline.common.model.RunnerType;
import io.hookline.common.topic.TopicView;
import io.hookline.common.topic.Topics;
import io.hookline.common.topic.Views;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The actions and runner types there are. This service owns their tables and tells everybody by the topic of actions; like everybody it
 * looks them up in the view of that topic, in memory.
 */
@Singleton
public final class Actions {
    // Compared as JSON values: the order of fields is no change.
    private static final String REGISTER_ACTION = """
            INSERT INTO action.actions AS a (id, ref, document) VALUES (?, ?, ?::json)
            ON CONFLICT (ref) DO UPDATE SET document = excluded.document
            WHERE a.id = excluded.id AND a.document::jsonb <> excluded.document::jsonb""";

    private static final String REGISTER_RUNNER_TYPE = """
            INSERT INTO action.runner_types AS t (id, name, document) VALUES (?, ?, ?::json)
            ON CONFLICT (name) DO UPDATE SET document = excluded.document
            WHERE t.id = excluded.id AND t.document::jsonb <> excluded.document::jsonb""";

    private final ActionDatabase database;
    private final TopicView<ActionFact> view;
    private final TopicView.Index<ActionFact> byName;

    Actions(ActionDatabase database, Views views) {
        this.database = database;
        this.view = views.actions();
        this.byName = view.indexedBy(fact -> Stream.of(key(fact)));
    }

    private static String key(ActionFact fact) {
        return switch (fact) {
            case Action action -> actionKey(action.ref());
            case RunnerType runnerType -> runnerKey(runnerType.name());
        };
    }

    private static String actionKey(String ref) {
        return "action " + ref;
    }

    private static String runnerKey(String name) {
        return "runner " + name;
    }

    /**
     * Brings what is delivered with the service into its tables and, as far as it is new there or on the topic, onto the topic. After
     * the outbox has begun to publish, before the first request.
     */
    void registerStock(@Observes @Priority(Interceptor.Priority.APPLICATION + 900) StartupEvent event) {
        view.awaitCaughtUp();
        List<RunnerType> runnerTypes = StockPack.runnerTypes();
        List<Action> actions = StockPack.actions();
        Map<String, Long> published = database.write(transaction -> {
            Map<String, Long> versions = new HashMap<>();
            for (RunnerType runnerType : runnerTypes) {
                if (register(transaction, REGISTER_RUNNER_TYPE, runnerType, runnerType.name())) {
                    versions.put(runnerType.id(), transaction.publish(Topics.ACTIONS, runnerType.id(), runnerType));
                }
            }
            for (Action action : actions) {
                if (register(transaction, REGISTER_ACTION, action, action.ref())) {
                    versions.put(action.id(), transaction.publish(Topics.ACTIONS, action.id(), action));
                }
            }
            return versions;
        });
        published.forEach(view::awaitApplied);
    }

    private boolean register(Transaction transaction, String statement, ActionFact fact, String name)
            throws SQLException {
        try (PreparedStatement upsert = transaction.connection().prepareStatement(statement)) {
            upsert.setString(1, fact.id());
            upsert.setString(2, name);
            upsert.setString(3, Json.text(fact));
            return upsert.executeUpdate() > 0 || view.get(fact.id()).isEmpty();
        }
    }

    /** By reference or id. */
    public Optional<Action> find(String refOrId) {
        return known(() -> byName.get(actionKey(refOrId)).stream().findFirst().or(() -> view.get(refOrId)))
                .filter(Action.class::isInstance)
                .map(Action.class::cast);
    }

    /** By name or id. */
    public Optional<RunnerType> findRunnerType(String nameOrId) {
        return known(() -> byName.get(runnerKey(nameOrId)).stream().findFirst().or(() -> view.get(nameOrId)))
                .filter(RunnerType.class::isInstance)
                .map(RunnerType.class::cast);
    }

    /** A miss is believed only after catching up with the topic. */
    private Optional<ActionFact> known(Supplier<Optional<ActionFact>> look) {
        Optional<ActionFact> found = look.get();
        if (found.isPresent()) {
            return found;
        }
        view.awaitCaughtUp();
        return look.get();
    }

    /** By pack, then name. */
    List<Action> all() {
        return facts(Action.class, Comparator.comparing(Action::pack).thenComparing(Action::name));
    }

    /** By name. */
    List<RunnerType> allRunnerTypes() {
        return facts(RunnerType.class, Comparator.comparing(RunnerType::name));
    }

    private <T extends ActionFact> List<T> facts(Class<T> kind, Comparator<T> order) {
        view.awaitCaughtUp();
        Collection<ActionFact> facts = view.values();
        return facts.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .sorted(order)
                .toList();
    }
}
