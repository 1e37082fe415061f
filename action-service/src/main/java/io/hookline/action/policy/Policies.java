package io.hookline.action.policy;

import io.hookline.action.ActionDatabase;
import io.hookline.common.database.Database.Transaction;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The policies: table {@code action.policies}. They change one at a time, and seldom; who has to know of a change ({@link
 * PolicyListener}) hears of it within its transaction.
 */
@Singleton
public final class Policies {
    private static final String SELECT = "SELECT document FROM action.policies ";

    private final ActionDatabase database;
    private final Instance<PolicyListener> listeners;
    private final Clock clock;

    Policies(ActionDatabase database, Instance<PolicyListener> listeners, Clock clock) {
        this.database = database;
        this.listeners = listeners;
        this.clock = clock;
    }

    /** The enabled ones of an action, by reference, as a transaction sees them. */
    public static List<Policy> of(Connection connection, String resourceRef) throws SQLException {
        return select(connection, "WHERE enabled AND resource_ref = ? ORDER BY ref", resourceRef);
    }

    /** By reference. */
    public List<Policy> all() {
        return database.read(connection -> select(connection, "ORDER BY ref"));
    }

    /** By reference or id. */
    public Optional<Policy> find(String refOrId) {
        return database.read(connection -> one(connection, refOrId));
    }

    Saving create(PolicyDraft draft) {
        return changing(transaction -> save(transaction, draft, Optional.empty()));
    }

    /** All of it is replaced but its id. */
    Saving change(String refOrId, PolicyDraft draft) {
        return changing(transaction -> {
            Optional<Policy> old = one(transaction.connection(), refOrId);
            return old.isEmpty() ? new Saving.Missing() : save(transaction, draft, old);
        });
    }

    /** Makes a policy, or replaces the one of that reference. */
    public void register(PolicyDraft draft) {
        changing(transaction -> save(transaction, draft, one(transaction.connection(), draft.ref())));
    }

    /** False if it was not there. */
    public boolean delete(String refOrId) {
        return database.write(transaction -> {
            lock(transaction.connection());
            Optional<Policy> old = one(transaction.connection(), refOrId);
            if (old.isPresent()) {
                try (PreparedStatement delete =
                        transaction.connection().prepareStatement("DELETE FROM action.policies WHERE id = ?")) {
                    delete.setString(1, old.get().id());
                    delete.executeUpdate();
                }
                tell(transaction, Set.of(old.get().resourceRef()));
            }
            return old.isPresent();
        });
    }

    private Saving changing(Change change) {
        return database.write(transaction -> {
            lock(transaction.connection());
            return change.in(transaction);
        });
    }

    private Saving save(Transaction transaction, PolicyDraft draft, Optional<Policy> old) throws SQLException {
        Connection connection = transaction.connection();
        Optional<Policy> other = select(connection, "WHERE ref = ?", draft.ref()).stream()
                .findFirst()
                .filter(found -> old.isEmpty() || !old.get().id().equals(found.id()));
        if (other.isPresent()) {
            return new Saving.Taken(other.get());
        }
        Policy policy = draft.policy(old.map(Policy::id).orElseGet(() -> Ids.fresh(clock.instant())));
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO action.policies (id, ref, resource_ref, policy_type, enabled, document) VALUES (?, ?, ?, ?, ?, ?::json)
                ON CONFLICT (id) DO UPDATE SET (ref, resource_ref, policy_type, enabled, document)
                    = (excluded.ref, excluded.resource_ref, excluded.policy_type, excluded.enabled, excluded.document)""")) {
            upsert.setString(1, policy.id());
            upsert.setString(2, policy.ref());
            upsert.setString(3, policy.resourceRef());
            upsert.setString(4, policy.policyType());
            upsert.setBoolean(5, policy.enabled());
            upsert.setString(6, Json.text(policy));
            upsert.executeUpdate();
        }
        Set<String> resources = new TreeSet<>(); // always in one order, as listeners may take locks
        resources.add(policy.resourceRef());
        old.map(Policy::resourceRef).ifPresent(resources::add);
        tell(transaction, resources);
        return new Saving.Done(policy);
    }

    private void tell(Transaction transaction, Set<String> resources) throws SQLException {
        for (PolicyListener listener : listeners) {
            for (String resource : resources) {
                listener.changed(transaction, resource);
            }
        }
    }

    /** Lets others read, and one change after the other. */
    private static void lock(Connection connection) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("LOCK TABLE action.policies IN SHARE ROW EXCLUSIVE MODE")) {
            lock.execute();
        }
    }

    private static Optional<Policy> one(Connection connection, String refOrId) throws SQLException {
        boolean storable = refOrId.indexOf('\0') < 0;
        return storable
                ? select(connection, "WHERE ref = ? OR id = ?", refOrId, refOrId).stream()
                        .findFirst()
                : Optional.empty();
    }

    private static List<Policy> select(Connection connection, String rest, String... values) throws SQLException {
        List<Policy> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT + rest)) {
            for (int i = 0; i < values.length; i++) {
                select.setString(i + 1, values[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(read(row.getString(1)));
                }
            }
        }
        return found;
    }

    private static Policy read(String document) {
        try {
            return Json.read(document.getBytes(StandardCharsets.UTF_8), Policy.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Change {
        Saving in(Transaction transaction) throws SQLException;
    }

    /** What became of a policy that was to be saved. */
    sealed interface Saving {
        record Done(Policy policy) implements Saving {}

        /** Another one has that reference. */
        record Taken(Policy other) implements Saving {}

        record Missing() implements Saving {}
    }
}
