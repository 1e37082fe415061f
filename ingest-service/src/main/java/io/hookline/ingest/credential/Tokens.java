package io.hookline.ingest.credential;

import io.hookline.common.auth.ExecutionTokens;
import io.hookline.common.auth.Secrets;
import io.hookline.common.json.Json;
import io.hookline.common.model.Credential;
import io.hookline.common.model.Ids;
import io.hookline.common.model.Token;
import io.hookline.common.topic.TopicView;
import io.hookline.common.topic.Topics;
import io.hookline.common.topic.Views;
import io.hookline.ingest.IngestDatabase;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The table of tokens, and what its topic tells of them. Only hashes are kept. */
@Singleton
class Tokens {
    private static final int SECRET_BYTES = 16;

    private final IngestDatabase database;
    private final TopicView<Credential> credentials;
    private final TopicView.Index<Credential> byHash;
    private final ExecutionTokens executionTokens;
    private final Clock clock;
    private final SecureRandom chance = new SecureRandom();

    Tokens(IngestDatabase database, Views views, ExecutionTokens executionTokens, Clock clock) {
        this.database = database;
        this.credentials = views.credentials();
        this.byHash = credentials.indexedBy(
                credential -> credential instanceof Token token ? Stream.of(token.hash()) : Stream.empty());
        this.executionTokens = executionTokens;
        this.clock = clock;
    }

    /**
     * A new token, and the only time its secret is seen.
     *
     * @param secret 32 hexadecimal digits
     */
    record Issued(Token token, String secret) {
        @Override
        public String toString() {
            return "token " + token.id();
        }
    }

    /** Makes a token; when this returns, this process admits it. */
    Issued issue(String user, Duration ttl) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        byte[] random = new byte[SECRET_BYTES];
        chance.nextBytes(random);
        String secret = HexFormat.of().formatHex(random);
        Token token = new Token(Ids.fresh(now), user, Secrets.tokenHash(secret), now.plus(ttl), Json.object());
        long version = database.write(transaction -> {
            Users.ensure(transaction, user);
            try (PreparedStatement insert = transaction
                    .connection()
                    .prepareStatement("INSERT INTO ingest.tokens (id, username, token_hash, expiry, metadata)"
                            + " VALUES (?, ?, ?, ?, ?::json)")) {
                insert.setString(1, token.id());
                insert.setString(2, token.user());
                insert.setString(3, token.tokenHash());
                insert.setObject(4, token.expiry().atOffset(ZoneOffset.UTC));
                insert.setString(5, Json.text(token.metadata()));
                insert.executeUpdate();
            }
            return transaction.publish(Topics.CREDENTIALS, token.id(), token);
        });
        credentials.awaitApplied(token.id(), version);
        return new Issued(token, secret);
    }

    /**
     * Deletes tokens that expired before {@code kept}, the oldest first; a node that does the same at the moment takes others.
     *
     * @return how many, at most {@code most}
     */
    int deleteExpired(Duration kept, int most) {
        return database.write(transaction -> {
            List<String> gone = new ArrayList<>();
            try (PreparedStatement delete = transaction.connection().prepareStatement("""
                    DELETE FROM ingest.tokens WHERE id IN (
                        SELECT id FROM ingest.tokens WHERE expiry < now() - make_interval(secs => ?)
                        ORDER BY expiry LIMIT ? FOR UPDATE SKIP LOCKED)
                    RETURNING id""")) {
                delete.setDouble(1, kept.toSeconds());
                delete.setInt(2, most);
                try (ResultSet rows = delete.executeQuery()) {
                    while (rows.next()) {
                        gone.add(rows.getString(1));
                    }
                }
            }
            transaction.publishDeletions(Topics.CREDENTIALS, gone);
            return gone.size();
        });
    }

    /** Whether a request with this token would be let in now. */
    boolean isValid(String secret) {
        if (executionTokens.isValid(secret, clock.instant())) {
            return true;
        }
        String hash = Secrets.tokenHash(secret);
        if (byHash.get(hash).isEmpty()) {
            credentials.awaitCaughtUp();
        }
        return byHash.get(hash).stream()
                .anyMatch(
                        known -> known instanceof Token token && token.expiry().isAfter(clock.instant()));
    }
}
