package io.hookline.ingest.signature;

import io.hookline.common.database.Database.Transaction;
import io.hookline.common.json.Json;
import io.hookline.common.model.WebhookSecret;
import io.hookline.common.topic.TopicView;
import io.hookline.common.topic.Topics;
import io.hookline.common.topic.Views;
import io.hookline.ingest.IngestDatabase;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * The table of webhook secrets, one for a hook. A change is known to this process when the method returns, to others within milliseconds.
 */
@Singleton
class WebhookSecrets {
    private static final String FILTER = " WHERE hook = coalesce(?::text, hook)";

    private final IngestDatabase database;
    private final TopicView<WebhookSecret> view;

    WebhookSecrets(IngestDatabase database, Views views) {
        this.database = database;
        this.view = views.webhookSecrets();
    }

    /** What became of a new one. */
    sealed interface Addition {
        record Added() implements Addition {}

        /**
         * @param other the one that its hook has already
         */
        record Taken(WebhookSecret other) implements Addition {}
    }

    /** One page of a list, and the number of all that it is cut from. */
    record Page(List<WebhookSecret> secrets, long total) {}

    /** A change, and the version of the fact that tells of it. */
    private record Change(WebhookSecret secret, long version) {}

    /**
     * @param hook whose; empty: all
     * @return oldest first
     */
    Page page(Optional<String> hook, OptionalInt limit, int offset) {
        return database.read(connection -> new Page(secrets(connection, hook, limit, offset), total(connection, hook)));
    }

    Optional<WebhookSecret> find(String id) {
        return database.read(connection -> find(connection, id, ""));
    }

    Addition add(WebhookSecret secret) {
        Optional<Change> change = database.write(transaction -> insert(transaction, secret));
        change.ifPresent(this::awaitApplied);
        return change.isPresent() ? new Addition.Added() : new Addition.Taken(sameHookAs(secret));
    }

    /** Empty if there is no such secret. */
    Optional<WebhookSecret> replace(String id, UnaryOperator<WebhookSecret> with) {
        Optional<Change> change = database.write(transaction -> update(transaction, id, with));
        change.ifPresent(this::awaitApplied);
        return change.map(Change::secret);
    }

    /** Whether there was such a secret. */
    boolean delete(String id) {
        Optional<Change> change = database.write(transaction -> deleteOne(transaction, id));
        change.ifPresent(this::awaitApplied);
        return change.isPresent();
    }

    private void awaitApplied(Change change) {
        view.awaitApplied(change.secret().id(), change.version());
    }

    private WebhookSecret sameHookAs(WebhookSecret secret) {
        return database.read(
                connection -> secrets(connection, Optional.of(secret.hook()), OptionalInt.of(1), 0).stream()
                        .findFirst()
                        .orElse(secret));
    }

    private static Optional<Change> insert(Transaction transaction, WebhookSecret secret) throws SQLException {
        try (PreparedStatement insert = transaction
                .connection()
                .prepareStatement("INSERT INTO ingest.webhook_secrets (id, hook, created_at, fact)"
                        + " VALUES (?, ?, ?, ?::json) ON CONFLICT DO NOTHING")) {
            insert.setString(1, secret.id());
            insert.setString(2, secret.hook());
            insert.setObject(3, secret.createdAt().atOffset(ZoneOffset.UTC));
            insert.setString(4, Json.text(secret));
            return insert.executeUpdate() == 0 ? Optional.empty() : Optional.of(published(transaction, secret));
        }
    }

    // The row stays locked until the commit, so versions of one secret follow the order of its changes.
    private static Optional<Change> update(Transaction transaction, String id, UnaryOperator<WebhookSecret> with)
            throws SQLException {
        Optional<WebhookSecret> stored = find(transaction.connection(), id, " FOR UPDATE");
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        WebhookSecret changed = with.apply(stored.get());
        try (PreparedStatement update = transaction
                .connection()
                .prepareStatement("UPDATE ingest.webhook_secrets SET fact = ?::json WHERE id = ?")) {
            update.setString(1, Json.text(changed));
            update.setString(2, id);
            update.executeUpdate();
        }
        return Optional.of(published(transaction, changed));
    }

    private static Optional<Change> deleteOne(Transaction transaction, String id) throws SQLException {
        Optional<WebhookSecret> stored = find(transaction.connection(), id, " FOR UPDATE");
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        try (PreparedStatement delete =
                transaction.connection().prepareStatement("DELETE FROM ingest.webhook_secrets WHERE id = ?")) {
            delete.setString(1, id);
            delete.executeUpdate();
        }
        return Optional.of(new Change(stored.get(), transaction.publish(Topics.WEBHOOK_SECRETS, id, null)));
    }

    private static Change published(Transaction transaction, WebhookSecret secret) throws SQLException {
        return new Change(secret, transaction.publish(Topics.WEBHOOK_SECRETS, secret.id(), secret));
    }

    private static Optional<WebhookSecret> find(Connection connection, String id, String locking) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT fact FROM ingest.webhook_secrets WHERE id = ?" + locking)) {
            select.setString(1, id);
            return all(select).stream().findFirst();
        }
    }

    private static List<WebhookSecret> secrets(
            Connection connection, Optional<String> hook, OptionalInt limit, int offset) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT fact FROM ingest.webhook_secrets" + FILTER
                + " ORDER BY created_at, id LIMIT ?::bigint OFFSET ?")) {
            select.setString(1, hook.orElse(null));
            if (limit.isPresent()) {
                select.setLong(2, limit.getAsInt());
            } else {
                select.setNull(2, Types.BIGINT);
            }
            select.setInt(3, offset);
            return all(select);
        }
    }

    private static long total(Connection connection, Optional<String> hook) throws SQLException {
        try (PreparedStatement count =
                connection.prepareStatement("SELECT count(*) FROM ingest.webhook_secrets" + FILTER)) {
            count.setString(1, hook.orElse(null));
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static List<WebhookSecret> all(PreparedStatement statement) throws SQLException {
        List<WebhookSecret> secrets = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                secrets.add(read(row.getString(1)));
            }
        }
        return secrets;
    }

    private static WebhookSecret read(String fact) {
        try {
            return Json.read(fact.getBytes(StandardCharsets.UTF_8), WebhookSecret.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
