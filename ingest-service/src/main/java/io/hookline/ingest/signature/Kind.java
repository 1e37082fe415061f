package io.hookline.ingest.signature;

import static java.util.Objects.requireNonNull;

import io.hookline.common.model.WebhookSecret;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The schemes by the names that operators use. */
public enum Kind {
    GITHUB,
    GITLAB,
    STRIPE,
    SLACK,
    STANDARD_WEBHOOKS,
    HMAC;

    static Optional<Kind> named(String name) {
        for (Kind kind : values()) {
            if (kind.text().equals(name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** As it is written in a request, and in a metric's tag. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the sender makes the secret, so that we can't. */
    boolean isSecretTheSenders() {
        return switch (this) {
            case STRIPE, SLACK -> true;
            case GITHUB, GITLAB, STANDARD_WEBHOOKS, HMAC -> false;
        };
    }

    /** What is wrong with a secret that somebody wants to use here. */
    Optional<String> faultOf(String secret) {
        return switch (this) {
            case STANDARD_WEBHOOKS -> StandardWebhooks.faultOf(secret);
            case GITLAB -> TextSecret.faultOf(secret).or(() -> TextSecret.faultInHeader(secret));
            case GITHUB, STRIPE, SLACK, HMAC -> TextSecret.faultOf(secret);
        };
    }

    /** A secret of random bytes, as the sender has to be told it. */
    String asSecret(byte[] random) {
        return this == STANDARD_WEBHOOKS
                ? StandardWebhooks.SHARED + Base64.getEncoder().encodeToString(random)
                : Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    static Kind of(WebhookSecret secret) {
        return named(secret.scheme()).orElseThrow(() -> new IllegalArgumentException("no scheme of that name"));
    }

    static Scheme scheme(WebhookSecret secret) {
        return switch (of(secret)) {
            case GITHUB -> SignedBody.github();
            case GITLAB -> new SharedToken();
            case STRIPE -> new Stripe();
            case SLACK -> new Slack();
            case STANDARD_WEBHOOKS -> new StandardWebhooks();
            case HMAC -> hmac(secret);
        };
    }

    private static SignedBody hmac(WebhookSecret secret) {
        String header = requireNonNull(secret.header());
        return new SignedBody(
                header,
                Algorithm.named(requireNonNull(secret.algorithm())),
                Encoding.named(requireNonNull(secret.encoding())),
                requireNonNull(secret.prefix()),
                Set.of(header.toLowerCase(Locale.ROOT)));
    }
}
