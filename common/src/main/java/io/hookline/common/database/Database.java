package io.hookline.common.database;

import io.hookline.common.json.Json;
import io.hookline.common.topic.Publisher;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A service's own schema in PostgreSQL. A change and the record that tells others of it are one transaction: the record waits in the
 * schema's outbox, and a relay publishes it in the order of its version and deletes it after the broker's acknowledgement. A record
 * may be published twice, never not at all.
 *
 * <p>Each service has a subclass, a singleton that names its datasource and schema.
 */
public abstract class Database {
    private final DataSource source;
    private final String insertIntoOutbox;
    private final String insertAllIntoOutbox;
    private final String insertDeletionsIntoOutbox;
    private final OutboxRelay relay;

    protected Database(DataSource source, String schema, Publisher publisher) {
        this.source = source;
        this.insertIntoOutbox =
                "INSERT INTO " + schema + ".outbox (topic, key, value) VALUES (?, ?, ?) RETURNING version";
        this.insertAllIntoOutbox = "INSERT INTO " + schema
                + ".outbox (topic, key, value) SELECT ?, k, v FROM unnest(?::text[], ?::bytea[]) AS t(k, v)";
        this.insertDeletionsIntoOutbox = "INSERT INTO " + schema
                + ".outbox (topic, key, value) SELECT ?, k, NULL FROM unnest(?::text[]) AS t(k)";
        this.relay = new OutboxRelay(source, schema, publisher, this::awaitMigrated);
    }

    void start(@Observes StartupEvent event) {
        relay.start();
    }

    @PreDestroy
    void close() {
        relay.close();
    }

    /** Returns when the schema is as this version needs it, however long that takes; most are before anything else starts. */
    public void awaitMigrated() throws InterruptedException {}

    /**
     * Runs statements in one transaction that changes nothing.
     *
     * @throws DatabaseUnavailable if the database can't be reached
     * @throws StatementFailed if it refuses a statement
     */
    public <T extends @Nullable Object> T read(Work<Connection, T> work) {
        return inTransaction(connection -> {
            connection.setReadOnly(true);
            try {
                return work.with(connection);
            } finally {
                connection.rollback();
                connection.setReadOnly(false);
            }
        });
    }

    /**
     * Runs statements in one transaction; what it published goes out right after the commit.
     *
     * @throws DatabaseUnavailable if the database can't be reached or the outcome of the commit is not known; the work may be repeated
     * @throws StatementFailed if it refuses a statement
     */
    public <T extends @Nullable Object> T write(Work<Transaction, T> work) {
        return inTransaction(connection -> {
            var transaction = new OpenTransaction(connection);
            T result = work.with(transaction);
            connection.commit();
            if (transaction.published) {
                relay.wake();
            }
            return result;
        });
    }

    private <T extends @Nullable Object> T inTransaction(Work<Connection, T> work) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T result = work.with(connection);
                done = true;
                return result;
            } finally {
                if (!done) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw Failures.translated(e);
        }
    }

    /** What is done inside a transaction. */
    @FunctionalInterface
    public interface Work<A, T extends @Nullable Object> {
        T with(A argument) throws SQLException;
    }

    /** An open transaction. */
    public interface Transaction {
        Connection connection();

        /**
         * Publishes a fact or record once this transaction is committed.
         *
         * @param value written as JSON; null: the fact is deleted
         * @return the version of it, greater than any before for the same key; goes with the record as header {@code version}
         */
        long publish(String topic, String key, @Nullable Object value) throws SQLException;

        /**
         * Publishes several records of one topic, in one statement, once this transaction is committed.
         *
         * @param values by key, each written as JSON
         */
        void publishAll(String topic, Map<String, ?> values) throws SQLException;

        /** Publishes, as {@link #publishAll}, that these facts are deleted. */
        void publishDeletions(String topic, Collection<String> keys) throws SQLException;
    }

    private final class OpenTransaction implements Transaction {
        private final Connection connection;
        private boolean published;

        private OpenTransaction(Connection connection) {
            this.connection = connection;
        }

        @Override
        public Connection connection() {
            return connection;
        }

        @Override
        public long publish(String topic, String key, @Nullable Object value) throws SQLException {
            published = true;
            try (PreparedStatement insert = connection.prepareStatement(insertIntoOutbox)) {
                insert.setString(1, topic);
                insert.setString(2, key);
                insert.setBytes(3, value == null ? null : Json.bytes(value));
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        }

        @Override
        public void publishAll(String topic, Map<String, ?> values) throws SQLException {
            if (values.isEmpty()) {
                return;
            }
            published = true;
            try (PreparedStatement insert = connection.prepareStatement(insertAllIntoOutbox)) {
                insert.setString(1, topic);
                insert.setArray(
                        2, connection.createArrayOf("text", values.keySet().toArray()));
                insert.setArray(
                        3,
                        connection.createArrayOf(
                                "bytea",
                                values.values().stream().map(Json::bytes).toArray(byte[][]::new)));
                insert.executeUpdate();
            }
        }

        @Override
        public void publishDeletions(String topic, Collection<String> keys) throws SQLException {
            if (keys.isEmpty()) {
                return;
            }
            published = true;
            try (PreparedStatement insert = connection.prepareStatement(insertDeletionsIntoOutbox)) {
                insert.setString(1, topic);
                insert.setArray(2, connection.createArrayOf("text", keys.toArray()));
                insert.executeUpdate();
            }
        }
    }
}
