package io.hookline.action.execution;

import io.hookline.common.model.Ids;
import io.quarkus.agroal.DataSource;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table of workers, on a connection of its own: a pool that is empty because of much work must not cost a worker its life. Times
 * are the database's; no clock of a node is compared with another's.
 */
@Singleton
final class Leases {
    private final javax.sql.DataSource source;
    private final Clock clock;
    private @Nullable Connection connection;

    Leases(@DataSource("action") javax.sql.DataSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** A new worker, alive from now on. */
    synchronized Lease open(Duration length) throws SQLException {
        var lease = new Lease(Ids.fresh(clock.instant()), length);
        long asked = System.nanoTime();
        change("INSERT INTO action.workers (lease_until, id) VALUES (now() + ? * interval '1 millisecond', ?)", lease);
        lease.renewed(asked);
        return lease;
    }

    /**
     * @return whether it still held; one that ran out is never renewed, for its executions may be somebody else's by now
     */
    synchronized boolean renew(Lease lease) throws SQLException {
        long asked = System.nanoTime();
        int renewed = change(
                "UPDATE action.workers SET lease_until = now() + ? * interval '1 millisecond'"
                        + " WHERE id = ? AND lease_until > now()",
                lease);
        if (renewed == 1) {
            lease.renewed(asked);
        } else {
            lease.lose();
        }
        return renewed == 1;
    }

    /** The worker has ended all it held. */
    synchronized void close(Lease lease) throws SQLException {
        lease.lose();
        change("DELETE FROM action.workers WHERE ? >= 0 AND id = ?", lease);
    }

    private int change(String statement, Lease lease) throws SQLException {
        Connection open = connected(lease.length());
        boolean done = false;
        try (PreparedStatement update = open.prepareStatement(statement)) {
            update.setLong(1, lease.length().toMillis());
            update.setString(2, lease.worker());
            int changed = update.executeUpdate();
            done = true;
            return changed;
        } finally {
            if (!done) {
                disconnect();
            }
        }
    }

    // A database that stands still must not hold the renewal longer than the lease lasts.
    private Connection connected(Duration length) throws SQLException {
        if (connection == null) {
            Connection fresh = source.getConnection();
            connection = fresh;
            fresh.setAutoCommit(true);
            fresh.setNetworkTimeout(Runnable::run, (int) Math.max(1000, length.toMillis() / 2));
        }
        return connection;
    }

    @PreDestroy
    synchronized void disconnect() {
        Optional.ofNullable(connection).ifPresent(Leases::close);
        connection = null;
    }

    private static void close(Connection connection) {
        try {
            connection.setNetworkTimeout(Runnable::run, 0);
            connection.close();
        } catch (SQLException e) {
            // It is given up because it failed; the pool throws it away.
        }
    }
}
