package io.hookline.action.execution;

import io.hookline.common.database.Rounds;
import io.quarkus.logging.Log;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this worker alive in the eyes of the others. A lease that could not be renewed in time is given up, by a thread that waits for
 * nothing else, and a new one is taken under a new name when the database is there again.
 */
final class LeaseKeeper implements AutoCloseable {
    private static final int LOOKS_PER_LEASE = 10;

    private final Leases leases;
    private final Duration length;
    private final Runnable lost;
    private final Rounds renewal;
    private final Rounds watch;
    private volatile @Nullable Lease lease;

    /**
     * @param lost called when the lease has run out; what was claimed under it is to be let go
     * @throws IllegalStateException if so seldom a renewal could come too late
     */
    LeaseKeeper(Leases leases, WorkerConfig config, Runnable lost) {
        this.leases = leases;
        this.length = config.lease();
        this.lost = lost;
        Duration heartbeat = heartbeat(config);
        this.renewal = Rounds.start("worker-lease", heartbeat.multipliedBy(2).dividedBy(3), this::renew);
        this.watch = Rounds.start("worker-watch", length.dividedBy(LOOKS_PER_LEASE), this::watch);
    }

    static Duration heartbeat(WorkerConfig config) {
        Duration heartbeat = config.heartbeat().orElse(config.lease().dividedBy(3));
        if (heartbeat.compareTo(config.lease().dividedBy(2)) >= 0) {
            throw new IllegalStateException("hookline.worker.heartbeat (" + heartbeat.toMillis()
                    + " ms) has to be less than half of hookline.worker.lease ("
                    + config.lease().toMillis() + " ms)");
        }
        return heartbeat;
    }

    /** The one that holds now, if any. */
    Optional<Lease> current() {
        return Optional.ofNullable(lease).filter(Lease::holds);
    }

    private boolean renew() throws SQLException {
        Lease held = lease;
        if (held == null) {
            lease = leases.open(length);
        } else if (held.holds()) {
            leases.renew(held);
        }
        return false;
    }

    private boolean watch() {
        Lease held = lease;
        if (held != null && !held.holds()) {
            held.lose();
            Log.warnf("lease lost worker=%s", held.worker());
            lost.run();
            lease = null;
            renewal.call();
        }
        return false;
    }

    /** Once nothing is held under the lease any more. */
    @Override
    public void close() {
        watch.close();
        renewal.close();
        current().ifPresent(held -> {
            try {
                leases.close(held);
            } catch (SQLException e) {
                Log.debugf("lease is left to run out worker=%s", held.worker());
            }
        });
    }
}
