package io.hookline.action.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.ActionDatabase;
import io.hookline.common.database.Database.Transaction;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import io.hookline.common.model.ActionFact;
import io.hookline.common.model.Ids;
import io.hookline.common.model.RunnerType;
import io.hookline.common.model.TriggerInstance;
import io.hookline.common.topic.TopicView;
import io.hookline.common.topic.Topics;
import io.hookline.common.topic.Views;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    private static final String FILE_WRITTEN = "core.st2.action.file_written";

    private static final String SAVE_ACTION = """
            INSERT INTO action.actions (id, ref, document) VALUES (?, ?, ?::json)
            ON CONFLICT (id) DO UPDATE SET ref = excluded.ref, document = excluded.document""";

    private static final String SAVE_RUNNER_TYPE = """
            INSERT INTO action.runner_types (id, name, document) VALUES (?, ?, ?::json)
            ON CONFLICT (id) DO UPDATE SET document = excluded.document""";

    private final ActionDatabase database;
    private final Clock clock;
    private final TopicView<ActionFact> view;
    private final TopicView.Index<ActionFact> byName;

    Actions(ActionDatabase database, Clock clock, Views views) {
        this.database = database;
        this.clock = clock;
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
     * Brings the runner types into their table and, as far as they are new there or on the topic, onto the topic. After the outbox has
     * begun to publish, before packs are registered and the first request comes. One that was switched off stays so.
     */
    void registerRunnerTypes(@Observes @Priority(Interceptor.Priority.APPLICATION + 900) StartupEvent event) {
        view.awaitCaughtUp();
        Map<String, Long> published = database.write(transaction -> {
            lock(transaction.connection());
            Map<String, Long> versions = new HashMap<>();
            for (RunnerType stock : StockRunnerTypes.all()) {
                Optional<RunnerType> known = runnerType(transaction.connection(), stock.name());
                RunnerType wanted =
                        known.map(old -> stock.with(old.id(), old.enabled())).orElse(stock);
                if (!known.equals(Optional.of(wanted)) || view.get(wanted.id()).isEmpty()) {
                    versions.put(wanted.id(), save(transaction, wanted));
                }
            }
            return versions;
        });
        published.forEach(view::awaitApplied);
    }

    /** Switches a runner type on or off; nothing else of it can be changed. */
    Optional<RunnerType> enable(String nameOrId, boolean enabled) {
        Optional<RunnerType> found = findRunnerType(nameOrId);
        if (found.isEmpty()) {
            return found;
        }
        Map<RunnerType, Long> saved = database.write(transaction -> {
            lock(transaction.connection());
            RunnerType changed = runnerType(
                            transaction.connection(), found.get().name())
                    .orElse(found.get())
                    .with(found.get().id(), enabled);
            return Map.of(changed, save(transaction, changed));
        });
        saved.forEach((changed, version) -> view.awaitApplied(changed.id(), version));
        return saved.keySet().stream().findFirst();
    }

    /**
     * A new action.
     *
     * @param written files of it that were written for this
     */
    Saving create(ActionDraft draft, List<Path> written) {
        return changing(transaction -> save(transaction, draft, Optional.empty(), written));
    }

    /**
     * Replaces all of an action but its id.
     *
     * @param written files of it that were written for this
     */
    Saving change(String refOrId, ActionDraft draft, List<Path> written) {
        return changing(transaction -> {
            Optional<Action> old = action(transaction.connection(), refOrId);
            return old.isEmpty() ? new Changed(new Saving.Missing(), Map.of()) : save(transaction, draft, old, written);
        });
    }

    /** Makes these actions, or replaces those of their references; what is so already is not touched. */
    public void register(Collection<ActionDraft> drafts) {
        changing(transaction -> {
            Map<String, Long> versions = new HashMap<>();
            for (ActionDraft draft : drafts) {
                Optional<Action> old = action(transaction.connection(), draft.ref());
                boolean known = old.isPresent()
                        && isSaidBy(draft, old.get())
                        && view.get(old.get().id()).isPresent();
                if (!known) {
                    versions.putAll(save(transaction, draft, old, List.of()).versions());
                }
            }
            return new Changed(new Saving.Registered(), versions);
        });
    }

    // Compared as JSON, since numbers of a file may be of another size in memory than those of a row.
    private static boolean isSaidBy(ActionDraft draft, Action action) {
        return Json.stored(Json.text(draft.action(action.id()))).equals(Json.stored(Json.text(action)));
    }

    /** Takes an action away; executions of it stay, and rules that name it. */
    public Saving delete(String refOrId) {
        return changing(transaction -> {
            Optional<Action> old = action(transaction.connection(), refOrId);
            if (old.isEmpty()) {
                return new Changed(new Saving.Missing(), Map.of());
            }
            String id = old.get().id();
            try (PreparedStatement delete =
                    transaction.connection().prepareStatement("DELETE FROM action.actions WHERE id = ?")) {
                delete.setString(1, id);
                delete.executeUpdate();
            }
            return new Changed(
                    new Saving.Deleted(old.get()), Map.of(id, transaction.publish(Topics.ACTIONS, id, null)));
        });
    }

    private Saving changing(Change change) {
        Changed changed = database.write(transaction -> {
            lock(transaction.connection());
            return change.in(transaction);
        });
        changed.versions().forEach(view::awaitApplied);
        return changed.outcome();
    }

    private Changed save(Transaction transaction, ActionDraft draft, Optional<Action> old, List<Path> written)
            throws SQLException {
        Optional<Action> other = action(transaction.connection(), draft.ref())
                .filter(found -> old.isEmpty() || !old.get().id().equals(found.id()));
        if (other.isPresent()) {
            return new Changed(new Saving.Taken(other.get()), Map.of());
        }
        Action action = draft.action(old.map(Action::id).orElseGet(() -> Ids.fresh(clock.instant())));
        upsert(transaction, SAVE_ACTION, action, action.ref());
        long version = transaction.publish(Topics.ACTIONS, action.id(), action);
        raise(transaction, action, version, written);
        return new Changed(new Saving.Done(action), Map.of(action.id(), version));
    }

    private void raise(Transaction transaction, Action action, long version, List<Path> written) throws SQLException {
        if (written.isEmpty()) {
            return;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Map<String, TriggerInstance> instances = new LinkedHashMap<>();
        for (Path file : written) {
            String id = Ids.following(now, action.id() + " " + version, file.toString());
            ObjectNode payload = Json.object().put("ref", action.ref()).put("file_path", file.toString());
            payload.set("host_info", Json.object());
            instances.put(id, new TriggerInstance(id, FILE_WRITTEN, now, payload, "trigger_instance-" + id));
        }
        transaction.publishAll(Topics.TRIGGER_INSTANCES, instances);
    }

    private static long save(Transaction transaction, RunnerType runnerType) throws SQLException {
        upsert(transaction, SAVE_RUNNER_TYPE, runnerType, runnerType.name());
        return transaction.publish(Topics.ACTIONS, runnerType.id(), runnerType);
    }

    private static void upsert(Transaction transaction, String statement, ActionFact fact, String name)
            throws SQLException {
        try (PreparedStatement upsert = transaction.connection().prepareStatement(statement)) {
            upsert.setString(1, fact.id());
            upsert.setString(2, name);
            upsert.setString(3, Json.text(fact));
            upsert.executeUpdate();
        }
    }

    /** They change seldom, and one after the other. */
    private static void lock(Connection connection) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("LOCK TABLE action.actions IN SHARE ROW EXCLUSIVE MODE")) {
            lock.execute();
        }
    }

    private static Optional<Action> action(Connection connection, String refOrId) throws SQLException {
        return one(
                connection,
                "SELECT document FROM action.actions WHERE ref = ? OR id = ?",
                Action.class,
                refOrId,
                refOrId);
    }

    private static Optional<RunnerType> runnerType(Connection connection, String name) throws SQLException {
        return one(connection, "SELECT document FROM action.runner_types WHERE name = ?", RunnerType.class, name);
    }

    private static <T> Optional<T> one(Connection connection, String sql, Class<T> kind, String... names)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < names.length; i++) {
                select.setString(i + 1, names[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(read(row.getString(1), kind)) : Optional.empty();
            }
        }
    }

    private static <T> T read(String document, Class<T> kind) {
        try {
            return Json.read(document.getBytes(StandardCharsets.UTF_8), kind);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
    public List<Action> all() {
        return facts(Action.class, Comparator.comparing(Action::pack).thenComparing(Action::name));
    }

    /** By name. */
    List<RunnerType> allRunnerTypes() {
        return facts(RunnerType.class, Comparator.comparing(RunnerType::name));
    }

    public int countRunnerTypes() {
        return allRunnerTypes().size();
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

    @FunctionalInterface
    private interface Change {
        Changed in(Transaction transaction) throws SQLException;
    }

    /**
     * @param versions of the facts that tell of it, by id
     */
    private record Changed(Saving outcome, Map<String, Long> versions) {}

    /** What became of an action that was to be changed. */
    public sealed interface Saving {
        record Done(Action action) implements Saving {}

        record Registered() implements Saving {}

        record Deleted(Action action) implements Saving {}

        /** Another one has that reference. */
        record Taken(Action other) implements Saving {}

        record Missing() implements Saving {}
    }
}
