package io.hookline.common.auth;

import io.hookline.common.json.Json;
import io.hookline.common.model.EndedToken;
import io.hookline.common.model.Token;
import io.hookline.common.secret.SecretConfig;
import io.hookline.common.topic.TopicView;
import io.hookline.common.topic.Views;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens by which what an execution runs may call back (spec: actions-and-runners, 3; decision record: 0033). Such a token says itself whom
 * it acts for and until when, under a keyed hash whose key follows from the installation's: every service can read it, none keeps it. It
 * counts until its execution has ended, which a topic tells, or its time is over.
 */
@Singleton
public final class ExecutionTokens {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "hookline execution tokens 1";
    private static final String PREFIX = "hookline-execution.";
    private static final Pattern FORM =
            Pattern.compile("(hookline-execution\\.([0-9a-f]{24})\\.(\\d{1,12})\\.([\\w-]{1,1400}))\\.([\\w-]{43})");

    private final byte[] key;
    private final Predicate<String> hasEnded;

    @Inject
    ExecutionTokens(SecretConfig config, Views views) {
        this(config.key().orElse(""), ended(views.endedTokens()));
    }

    /**
     * @param installationKey as {@link SecretConfig#key} has it
     * @param hasEnded whether the execution with this id is known to have ended
     */
    public ExecutionTokens(String installationKey, Predicate<String> hasEnded) {
        this.hasEnded = hasEnded;
        // A service without a key seals nothing and starts all the same if it has nothing to seal: it takes no such
        // token.
        this.key = installationKey.isEmpty()
                ? new byte[0]
                : hash(installationKey.strip().getBytes(StandardCharsets.US_ASCII), PURPOSE);
    }

    /**
     * @param expiry to the second, rounded down
     */
    public String issue(String user, String execution, Instant expiry) {
        String told =
                PREFIX + execution + "." + expiry.getEpochSecond() + "." + text(user.getBytes(StandardCharsets.UTF_8));
        return told + "." + text(hash(key, told));
    }

    private static Predicate<String> ended(TopicView<EndedToken> view) {
        return execution -> view.get(execution).isPresent();
    }

    /** What such a token says, whether its time is over or not; empty: it is none of ours, or its execution has ended. */
    Optional<Token> read(String token) {
        Matcher parts = FORM.matcher(token);
        if (key.length == 0 || !parts.matches()) {
            return Optional.empty();
        }
        byte[] wanted = text(hash(key, parts.group(1))).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(wanted, parts.group(5).getBytes(StandardCharsets.US_ASCII))) {
            return Optional.empty();
        }
        if (hasEnded.test(parts.group(2))) {
            return Optional.empty();
        }
        return Optional.of(new Token(
                parts.group(2),
                new String(Base64.getUrlDecoder().decode(parts.group(4)), StandardCharsets.UTF_8),
                Secrets.tokenHash(token),
                Instant.ofEpochSecond(Long.parseLong(parts.group(3))),
                Json.object()));
    }

    /** Whether a request with this token would be let in. */
    public boolean isValid(String token, Instant now) {
        return read(token).filter(said -> said.expiry().isAfter(now)).isPresent();
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] hash(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
