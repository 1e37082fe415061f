package io.hookline.action.execution;

import io.hookline.action.ActionDatabase;
import io.hookline.common.database.Rounds;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which requests were named by their senders, and what execution each made. Known for a week. */
@Singleton
final class IdempotencyKeys {
    private static final String KEPT = "interval '7 days'";
    private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);

    // Of two that come at once one waits here for the other's commit.
    private static final String TAKE = """
            INSERT INTO action.idempotency_keys AS k (caller, key, request, execution_id) VALUES (?, ?, ?, ?)
            ON CONFLICT (caller, key) DO UPDATE
                SET request = excluded.request, execution_id = excluded.execution_id, created_at = now()
                WHERE k.created_at < now() -\s""" + KEPT;

    private final ActionDatabase database;
    private @Nullable Rounds rounds;

    IdempotencyKeys(ActionDatabase database) {
        this.database = database;
    }

    void start(@Observes StartupEvent event) {
        rounds = Rounds.start("idempotency-keys", BETWEEN_LOOKS, this::prune);
    }

    @PreDestroy
    void stop() {
        if (rounds != null) {
            rounds.close();
        }
    }

    private boolean prune() {
        database.write(transaction -> {
            try (PreparedStatement delete = transaction
                    .connection()
                    .prepareStatement("DELETE FROM action.idempotency_keys WHERE created_at < now() - " + KEPT)) {
                return delete.executeUpdate();
            }
        });
        return false;
    }

    /**
     * In the transaction that records the execution.
     *
     * @return false: it is taken already
     */
    static boolean take(Connection connection, IdempotencyKey key, String execution) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(TAKE)) {
            insert.setString(1, key.caller());
            insert.setString(2, key.key());
            insert.setString(3, key.request());
            insert.setString(4, execution);
            return insert.executeUpdate() == 1;
        }
    }

    Optional<Taken> find(IdempotencyKey key) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT request, execution_id FROM action.idempotency_keys"
                            + " WHERE caller = ? AND key = ? AND created_at >= now() - " + KEPT)) {
                select.setString(1, key.caller());
                select.setString(2, key.key());
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(new Taken(row.getString(1), row.getString(2))) : Optional.empty();
                }
            }
        });
    }

    /**
     * A key that was used before.
     *
     * @param request digest of what was asked for then
     */
    record Taken(String request, String execution) {}
}
