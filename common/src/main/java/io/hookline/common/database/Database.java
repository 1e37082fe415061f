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
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
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
    /** For lists that people ask for: no index knows all of their conditions and orders. */
    public static final Duration LONGEST_LIST = Duration.ofSeconds(15);

    private static final int LARGE = 256 * 1024;

    private final DataSource source;
    private final String insertIntoOutbox;
    private final OutboxRelay relay;

    protected Database(DataSource source, String schema, Publisher publisher) {
        this.source = source;
        this.insertIntoOutbox =
                "INSERT INTO " + schema + ".outbox (topic, keys, contents) VALUES (?, ?, ?) RETURNING version";
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
     * The same for what may be asked of any number of rows: no statement takes longer than that.
     *
     * @throws QueryTooLong if one would
     */
    public <T extends @Nullable Object> T read(Duration longest, Work<Connection, T> work) {
        return read(connection -> {
            try (Statement limit = connection.createStatement()) {
                limit.execute("SET LOCAL statement_timeout = " + longest.toMillis());
            }
            try {
                return work.with(connection);
            } catch (SQLException e) {
                if (Failures.isCanceled(e)) {
                    throw new QueryTooLong(longest, e);
                }
                throw e;
            }
        });
    }

    /**
     * Runs queries, each by itself; for what is asked at every turn, as it spares the message that ends a transaction.
     *
     * @throws DatabaseUnavailable if the database can't be reached
     * @throws StatementFailed if it refuses a query
     */
    public <T extends @Nullable Object> T query(Work<Connection, T> work) {
        try (Connection connection = source.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw Failures.translated(e);
        }
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
         * Publishes several records of one topic together, once this transaction is committed.
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
            return insert(topic, List.of(key), Collections.singletonList(value == null ? null : Json.bytes(value)));
        }

        @Override
        public void publishAll(String topic, Map<String, ?> values) throws SQLException {
            insert(
                    topic,
                    List.copyOf(values.keySet()),
                    values.values().stream().map(Json::bytes).toList());
        }

        @Override
        public void publishDeletions(String topic, Collection<String> keys) throws SQLException {
            insert(topic, List.copyOf(keys), Collections.nCopies(keys.size(), null));
        }

        /** Several records are one row as long as they are not large: a row costs more than what stands in it. */
        private long insert(String topic, List<String> keys, List<byte @Nullable []> contents) throws SQLException {
            long version = 0;
            int from = 0;
            long size = 0;
            for (int i = 0; i < keys.size(); i++) {
                byte[] content = contents.get(i);
                size += content == null ? 0 : content.length;
                if (i + 1 == keys.size() || size >= LARGE || i + 1 - from == OutboxRelay.BATCH) {
                    version = insertRow(topic, keys.subList(from, i + 1), contents.subList(from, i + 1));
                    from = i + 1;
                    size = 0;
                }
            }
            return version;
        }

        private long insertRow(String topic, List<String> keys, List<byte @Nullable []> contents) throws SQLException {
            published = true;
            try (PreparedStatement insert = connection.prepareStatement(insertIntoOutbox)) {
                insert.setString(1, topic);
                insert.setArray(2, connection.createArrayOf("text", keys.toArray()));
                insert.setArray(3, connection.createArrayOf("bytea", contents.toArray(byte[][]::new)));
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        }
    }
}
