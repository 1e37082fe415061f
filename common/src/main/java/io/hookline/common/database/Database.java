package io.hookline.common.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A service's own schema in PostgreSQL. A change and the record that tells others of it are one transaction: the record waits in the
 * schema's outbox, and a relay publishes it in the order of its version and deletes it after the broker's acknowledgement. A record
 * may be published twice, never not at all.
 */
public abstract class Database {
    /** Runs statements in one read-only transaction. */
    public <T extends @Nullable Object> T read(Work<Connection, T> work) {
        throw new UnsupportedOperationException();
    }

    /**
     * Runs statements in one transaction; what it published goes out right after the commit.
     *
     * @throws DatabaseUnavailable if the database can't be reached or the outcome of the commit is not known; the work may be repeated
     */
    public <T extends @Nullable Object> T write(Work<Transaction, T> work) {
        throw new UnsupportedOperationException();
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
    }
}
