package io.hookline.ingest.credential;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ListQuery;
import io.hookline.common.auth.Secrets;
import io.hookline.common.database.Database.Transaction;
import io.hookline.common.json.Json;
import io.hookline.common.model.ApiKey;
import io.hookline.common.model.Credential;
import io.hookline.common.topic.TopicView;
import io.hookline.common.topic.Topics;
import io.hookline.common.topic.Views;
import io.hookline.ingest.IngestDatabase;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of API keys. A change is known to this process when the method returns, to others within milliseconds. */
@Singleton
class ApiKeys {
    private static final String COLUMNS = "id, username, key_hash, enabled, created_at, metadata, hooks";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM ingest.api_keys";

    /** By the keys that a list may be sorted by. */
    private static final Map<String, String> ORDERS =
            Map.of("id", "id", "user", "username", "enabled", "enabled", "created_at", "created_at");

    private final IngestDatabase database;
    private final TopicView<Credential> credentials;

    ApiKeys(IngestDatabase database, Views views) {
        this.database = database;
        this.credentials = views.credentials();
    }

    /** What became of a new key. */
    sealed interface Addition {
        record Added(ApiKey key) implements Addition {}

        /**
         * @param other the key that has its id or its hash already
         */
        record Taken(ApiKey other) implements Addition {}
    }

    /**
     * One page of a list, and the number of all that it is cut from.
     */
    record Page(List<ApiKey> keys, long total) {}

    /**
     * What a key becomes.
     *
     * @param keepsHooks whether its limit stays as it is; else it is {@code hooks}
     */
    record Replacement(
            String user,
            boolean enabled,
            ObjectNode metadata,
            boolean keepsHooks,
            @Nullable List<String> hooks) {}

    /** A change to a key, and the version of the fact that tells of it. */
    private record Change(ApiKey key, long version) {}

    /**
     * @param user whose keys; empty: everyone's
     * @return oldest first where {@code query} asks for no other order
     */
    Page page(Optional<String> user, ListQuery query) {
        return user.filter(name -> !Users.isStorable(name)).isPresent()
                ? new Page(List.of(), 0)
                : database.read(connection -> new Page(keys(connection, user, query), total(connection, user)));
    }

    /**
     * @param idOrKey the secret itself may stand in the place of its id
     */
    Optional<ApiKey> find(String idOrKey) {
        return isStorable(idOrKey) ? database.read(connection -> find(connection, idOrKey, "")) : Optional.empty();
    }

    Addition add(ApiKey key) {
        Optional<Change> change = database.write(transaction -> insert(transaction, key));
        change.ifPresent(this::awaitApplied);
        return change.isPresent() ? new Addition.Added(key) : new Addition.Taken(sameAs(key));
    }

    /** Replaces what may change; empty if there is no such key. */
    Optional<ApiKey> replace(String id, Replacement wanted) {
        Optional<Change> change = database.write(transaction -> update(transaction, id, wanted));
        change.ifPresent(this::awaitApplied);
        return change.map(Change::key);
    }

    /** Whether there was such a key. */
    boolean delete(String idOrKey) {
        Optional<Change> change =
                isStorable(idOrKey) ? database.write(transaction -> deleteOne(transaction, idOrKey)) : Optional.empty();
        change.ifPresent(this::awaitApplied);
        return change.isPresent();
    }

    // PostgreSQL's texts can't hold NUL, so no row has such an id, and asking for it would be an error.
    private static boolean isStorable(String idOrKey) {
        return idOrKey.indexOf('\0') < 0;
    }

    private void awaitApplied(Change change) {
        credentials.awaitApplied(change.key().id(), change.version());
    }

    private ApiKey sameAs(ApiKey key) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement(SELECT + " WHERE id = ? OR key_hash = ? LIMIT 1")) {
                select.setString(1, key.id());
                select.setString(2, key.keyHash());
                return first(select).orElse(key);
            }
        });
    }

    private static Optional<Change> insert(Transaction transaction, ApiKey key) throws SQLException {
        Users.ensure(transaction, key.user());
        try (PreparedStatement insert = transaction
                .connection()
                .prepareStatement("INSERT INTO ingest.api_keys (" + COLUMNS
                        + ") VALUES (?, ?, ?, ?, ?, ?::json, ?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, key.id());
            insert.setString(2, key.user());
            insert.setString(3, key.keyHash());
            insert.setBoolean(4, key.enabled());
            insert.setObject(5, key.createdAt().atOffset(ZoneOffset.UTC));
            insert.setString(6, Json.text(key.metadata()));
            insert.setArray(7, array(transaction.connection(), key.hooks()));
            return insert.executeUpdate() == 0 ? Optional.empty() : Optional.of(published(transaction, key));
        }
    }

    private static Optional<Change> update(Transaction transaction, String id, Replacement wanted) throws SQLException {
        Users.ensure(transaction, wanted.user());
        try (PreparedStatement update = transaction
                .connection()
                .prepareStatement("UPDATE ingest.api_keys SET username = ?, enabled = ?, metadata = ?::json,"
                        + " hooks = CASE WHEN ? THEN hooks ELSE ? END WHERE id = ? RETURNING " + COLUMNS)) {
            update.setString(1, wanted.user());
            update.setBoolean(2, wanted.enabled());
            update.setString(3, Json.text(wanted.metadata()));
            update.setBoolean(4, wanted.keepsHooks());
            update.setArray(5, array(transaction.connection(), wanted.hooks()));
            update.setString(6, id);
            Optional<ApiKey> changed = first(update);
            return changed.isEmpty() ? Optional.empty() : Optional.of(published(transaction, changed.get()));
        }
    }

    // The row stays locked until the commit, so versions of one key follow the order of its changes.
    private static Optional<Change> deleteOne(Transaction transaction, String idOrKey) throws SQLException {
        Optional<ApiKey> key = find(transaction.connection(), idOrKey, " FOR UPDATE");
        if (key.isEmpty()) {
            return Optional.empty();
        }
        try (PreparedStatement delete =
                transaction.connection().prepareStatement("DELETE FROM ingest.api_keys WHERE id = ?")) {
            delete.setString(1, key.get().id());
            delete.executeUpdate();
        }
        long version = transaction.publish(Topics.CREDENTIALS, key.get().id(), null);
        return Optional.of(new Change(key.get(), version));
    }

    private static Change published(Transaction transaction, ApiKey key) throws SQLException {
        return new Change(key, transaction.publish(Topics.CREDENTIALS, key.id(), key));
    }

    private static Optional<ApiKey> find(Connection connection, String idOrKey, String locking) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SELECT + " WHERE id = ? OR key_hash = ? LIMIT 1" + locking)) {
            select.setString(1, idOrKey);
            select.setString(2, Secrets.apiKeyHash(idOrKey));
            return first(select);
        }
    }

    private static List<ApiKey> keys(Connection connection, Optional<String> user, ListQuery query)
            throws SQLException {
        String asked = query.sort(ORDERS.keySet()).stream()
                .map(key -> ORDERS.get(key.key()) + (key.descending() ? " DESC, " : ", "))
                .collect(Collectors.joining());
        try (PreparedStatement select =
                connection.prepareStatement(SELECT + " WHERE username = coalesce(?::text, username) ORDER BY " + asked
                        + "created_at, id LIMIT ?::bigint OFFSET ?")) {
            select.setString(1, user.orElse(null));
            if (query.limit().isPresent()) {
                select.setLong(2, query.limit().getAsInt());
            } else {
                select.setNull(2, Types.BIGINT);
            }
            select.setInt(3, query.offset());
            return all(select);
        }
    }

    private static long total(Connection connection, Optional<String> user) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(
                "SELECT count(*) FROM ingest.api_keys WHERE username = coalesce(?::text, username)")) {
            count.setString(1, user.orElse(null));
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static Optional<ApiKey> first(PreparedStatement statement) throws SQLException {
        return all(statement).stream().findFirst();
    }

    private static List<ApiKey> all(PreparedStatement statement) throws SQLException {
        List<ApiKey> keys = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                keys.add(new ApiKey(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getBoolean(4),
                        row.getObject(5, OffsetDateTime.class).toInstant(),
                        (ObjectNode) Json.stored(row.getString(6)),
                        texts(row.getArray(7))));
            }
        }
        return keys;
    }

    private static @Nullable Array array(Connection connection, @Nullable List<String> texts) throws SQLException {
        return texts == null ? null : connection.createArrayOf("text", texts.toArray());
    }

    private static @Nullable List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? null : List.of((String[]) array.getArray());
    }
}
