package io.hookline.action.execution;

import io.hookline.action.ActionDatabase;
import io.hookline.action.runner.IssuedTokens;
import io.hookline.common.database.Database.Transaction;
import io.hookline.common.database.Rounds;
import io.hookline.common.model.EndedToken;
import io.hookline.common.topic.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes back, with an execution's end, the token that it was given here, and forgets it when it would have run out (decision record:
 * 0033).
 */
@Singleton
final class EndedTokens {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);
    private static final int AT_ONCE = 1_000;

    private static final String INSERT = """
            INSERT INTO action.ended_tokens AS t (id, expiry) SELECT i, x FROM unnest(?::text[], ?::timestamptz[]) AS e(i, x)
            ON CONFLICT (id) DO UPDATE SET expiry = greatest(t.expiry, excluded.expiry)""";

    private static final String DELETE = """
            DELETE FROM action.ended_tokens WHERE id IN
                (SELECT id FROM action.ended_tokens WHERE expiry < now() ORDER BY expiry LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING id""";

    private final ActionDatabase database;
    private final IssuedTokens issued;
    private final Clock clock;
    private @Nullable Rounds rounds;

    EndedTokens(ActionDatabase database, IssuedTokens issued, Clock clock) {
        this.database = database;
        this.issued = issued;
        this.clock = clock;
    }

    void start(@Observes @Priority(Interceptor.Priority.APPLICATION + 900) StartupEvent event) {
        rounds = Rounds.start("ended-tokens", BETWEEN_LOOKS, this::prune);
    }

    void stop(@Observes ShutdownEvent event) {
        if (rounds != null) {
            rounds.close();
        }
    }

    /**
     * Within the change that ends them.
     *
     * @param ended ids of executions, of which most got none
     */
    void end(Transaction transaction, List<String> ended) throws SQLException {
        Map<String, EndedToken> tokens = new LinkedHashMap<>();
        ended.forEach(id -> issued.expiry(id).ifPresent(expiry -> tokens.put(id, new EndedToken(expiry))));
        if (tokens.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = transaction.connection().prepareStatement(INSERT)) {
            List<Map.Entry<String, EndedToken>> rows = List.copyOf(tokens.entrySet());
            Columns.texts(insert, 1, rows, Map.Entry::getKey);
            Columns.times(insert, 2, rows, row -> row.getValue().expiry());
            insert.executeUpdate();
        }
        transaction.publishAll(Topics.ENDED_TOKENS, tokens);
    }

    private boolean prune() {
        issued.forget(clock.instant());
        return database.write(transaction -> {
            List<String> over = new ArrayList<>();
            try (PreparedStatement delete = transaction.connection().prepareStatement(DELETE)) {
                delete.setInt(1, AT_ONCE);
                try (ResultSet rows = delete.executeQuery()) {
                    while (rows.next()) {
                        over.add(rows.getString(1));
                    }
                }
            }
            transaction.publishDeletions(Topics.ENDED_TOKENS, over);
            return over.size() == AT_ONCE;
        });
    }
}
