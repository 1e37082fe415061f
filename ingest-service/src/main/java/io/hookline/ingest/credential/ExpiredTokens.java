package io.hookline.ingest.credential;

import io.hookline.common.database.Rounds;
import io.hookline.ingest.IngestDatabase;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Deletes tokens some time after their end, on every node, a few at a time. Until then they are told from unknown ones. */
@Singleton
final class ExpiredTokens {
    static final int DELETED_AT_ONCE = 500;

    private static final Duration LEAST_KEPT = Duration.ofDays(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(10);

    private final Tokens tokens;
    private final IngestDatabase database;
    private final Duration kept;
    private @Nullable Rounds rounds;

    ExpiredTokens(Tokens tokens, IngestDatabase database, CredentialConfig config) {
        this.tokens = tokens;
        this.database = database;
        this.kept = config.expiredTokensKept();
        if (kept.compareTo(LEAST_KEPT) < 0) {
            throw new ConfigurationException("hookline.auth.expired-tokens-kept must be at least a day");
        }
    }

    void start(@Observes StartupEvent event) {
        rounds = Rounds.start("expired-tokens", BETWEEN_LOOKS, this::delete);
    }

    /** @return whether there may be more */
    boolean delete() {
        if (!database.isMigrated()) {
            return false; // it may come late, and so may this
        }
        int deleted = tokens.deleteExpired(kept, DELETED_AT_ONCE);
        if (deleted > 0) {
            Log.infof("expired tokens deleted count=%d", deleted);
        }
        return deleted == DELETED_AT_ONCE;
    }

    void stop(@Observes ShutdownEvent event) {
        if (rounds != null) {
            rounds.close();
        }
    }
}
