package io.hookline.action.key;

import io.hookline.action.ActionDatabase;
import io.hookline.common.database.Database.Transaction;
import io.hookline.common.datastore.DatastoreKey;
import io.hookline.common.datastore.KnownKeys;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.KeyValuePair;
import io.hookline.common.model.TriggerInstance;
import io.hookline.common.topic.TopicView;
import io.hookline.common.topic.Topics;
import io.hookline.common.topic.Views;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the datastore: table {@code action.keys}, told to everybody by the topic of keys. Like everybody this place looks them up in
 * the view of that topic. A change, the fact that tells of it and the triggers it raises are one transaction.
 */
@Singleton
final class Keys {
    private static final int EXPIRED_AT_ONCE = 100;

    private final ActionDatabase database;
    private final TopicView<KeyValuePair> view;
    private final KnownKeys known;
    private final KeyTriggers triggers;
    private final Clock clock;

    Keys(ActionDatabase database, Views views, KnownKeys known, DatastoreKey key, Clock clock) {
        this.database = database;
        this.view = views.keys();
        this.known = known;
        this.triggers = new KeyTriggers(key::decrypt);
        this.clock = clock;
    }

    /**
     * A miss is believed only after catching up with the topic.
     *
     * @param user whose; null: of the system scope
     */
    Optional<KeyValuePair> get(@Nullable String user, String name) {
        Optional<KeyValuePair> found = known.get(user, name);
        if (found.isPresent()) {
            return found;
        }
        view.awaitCaughtUp();
        return known.get(user, name);
    }

    /** All that are there now, in no order. */
    List<KeyValuePair> all() {
        view.awaitCaughtUp();
        Instant now = clock.instant();
        return view.values().stream().filter(pair -> !pair.isExpired(now)).toList();
    }

    /**
     * Makes a key, or replaces all of it but its id.
     *
     * @param value as it is to be stored
     */
    KeyValuePair save(@Nullable String user, String name, String value, boolean secret, KeyDraft draft) {
        Instant now = clock.instant();
        Saved saved = database.write(transaction -> {
            Optional<KeyValuePair> old = current(transaction, user, name, now);
            KeyValuePair pair = new KeyValuePair(
                    old.map(KeyValuePair::id).orElseGet(() -> Ids.fresh(now)),
                    user,
                    name,
                    value,
                    secret,
                    draft.description(),
                    draft.lifetime().map(now::plus).orElse(null));
            write(transaction.connection(), pair);
            long version = transaction.publish(Topics.KEYS, pair.id(), pair);
            raise(
                    transaction,
                    old.isPresent()
                            ? triggers.updated(old.get(), pair, version, now)
                            : triggers.created(pair, version, now));
            return new Saved(pair, version);
        });
        view.awaitApplied(saved.pair().id(), saved.version());
        return saved.pair();
    }

    /** False if it was not there. */
    boolean delete(@Nullable String user, String name) {
        Instant now = clock.instant();
        Optional<Saved> deleted = database.write(transaction -> {
            Optional<KeyValuePair> pair = lock(transaction.connection(), user, name);
            return pair.isEmpty()
                    ? Optional.<Saved>empty()
                    : Optional.of(new Saved(pair.get(), remove(transaction, pair.get(), now)));
        });
        deleted.ifPresent(gone -> view.awaitApplied(gone.pair().id(), gone.version()));
        return deleted.isPresent() && !deleted.get().pair().isExpired(now);
    }

    /**
     * Takes away those whose time is over; any node may, each is taken by one.
     *
     * @return whether there may be more of them
     */
    boolean removeExpired() {
        Instant now = clock.instant();
        int removed = database.write(transaction -> {
            List<KeyValuePair> expired = new ArrayList<>();
            try (PreparedStatement select = transaction
                    .connection()
                    .prepareStatement("SELECT document FROM action.keys WHERE expire_at <= ? ORDER BY expire_at LIMIT "
                            + EXPIRED_AT_ONCE + " FOR UPDATE SKIP LOCKED")) {
                select.setObject(1, now.atOffset(ZoneOffset.UTC));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        expired.add(read(row.getString(1)));
                    }
                }
            }
            for (KeyValuePair pair : expired) {
                remove(transaction, pair, now);
            }
            return expired.size();
        });
        return removed == EXPIRED_AT_ONCE;
    }

    /** Nobody else changes that key until the commit; what has expired is gone first. */
    private Optional<KeyValuePair> current(Transaction transaction, @Nullable String user, String name, Instant now)
            throws SQLException {
        Connection connection = transaction.connection();
        try (PreparedStatement lock =
                connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            lock.setString(1, KeyValuePair.address(user, name));
            lock.execute(); // of a key that is not there yet there is no row to be locked
        }
        Optional<KeyValuePair> old = lock(connection, user, name);
        if (old.isPresent() && old.get().isExpired(now)) {
            remove(transaction, old.get(), now);
            return Optional.empty();
        }
        return old;
    }

    private static Optional<KeyValuePair> lock(Connection connection, @Nullable String user, String name)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT document FROM action.keys WHERE address = ? FOR UPDATE")) {
            select.setString(1, KeyValuePair.address(user, name));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(read(row.getString(1))) : Optional.empty();
            }
        }
    }

    private static void write(Connection connection, KeyValuePair pair) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO action.keys (id, address, expire_at, document) VALUES (?, ?, ?, ?::json)
                ON CONFLICT (id) DO UPDATE SET expire_at = excluded.expire_at, document = excluded.document""")) {
            upsert.setString(1, pair.id());
            upsert.setString(2, pair.address());
            Instant expires = pair.expireTimestamp();
            upsert.setObject(3, expires == null ? null : expires.atOffset(ZoneOffset.UTC));
            upsert.setString(4, Json.text(pair));
            upsert.executeUpdate();
        }
    }

    private long remove(Transaction transaction, KeyValuePair pair, Instant now) throws SQLException {
        try (PreparedStatement delete =
                transaction.connection().prepareStatement("DELETE FROM action.keys WHERE id = ?")) {
            delete.setString(1, pair.id());
            delete.executeUpdate();
        }
        long version = transaction.publish(Topics.KEYS, pair.id(), null);
        raise(transaction, triggers.deleted(pair, version, now));
        return version;
    }

    private static void raise(Transaction transaction, List<TriggerInstance> instances) throws SQLException {
        Map<String, TriggerInstance> byId = new LinkedHashMap<>();
        instances.forEach(instance -> byId.put(instance.id(), instance));
        transaction.publishAll(Topics.TRIGGER_INSTANCES, byId);
    }

    private static KeyValuePair read(String document) {
        try {
            return Json.read(document.getBytes(StandardCharsets.UTF_8), KeyValuePair.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A change, and the version of the fact that tells of it. */
    private record Saved(KeyValuePair pair, long version) {}
}
