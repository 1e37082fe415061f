package io.hookline.ingest.credential;

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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.stream.Stream;

/** The table of tokens, and what its topic tells of them. Only hashes are kept. */
@Singleton
class Tokens {
    private static final int SECRET_BYTES = 16;

    private final IngestDatabase database;
    private final TopicView<Credential> credentials;
    private final TopicView.Index<Credential> byHash;
    private final Clock clock;
    private final SecureRandom chance = new SecureRandom();

    Tokens(IngestDatabase database, Views views, Clock clock) {
        this.database = database;
        this.credentials = views.credentials();
        this.byHash = credentials.indexedBy(
                credential -> credential instanceof Token token ? Stream.of(token.hash()) : Stream.empty());
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

    /** Whether a request with this token would be let in now. */
    boolean isValid(String secret) {
        String hash = Secrets.tokenHash(secret);
        if (byHash.get(hash).isEmpty()) {
            credentials.awaitCaughtUp();
        }
        return byHash.get(hash).stream()
                .anyMatch(
                        known -> known instanceof Token token && token.expiry().isAfter(clock.instant()));
    }
}
