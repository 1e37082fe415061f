package io.hookline.common.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a hook's sender signs with: whoever posts there must. Value of the topic {@code hookline.webhook-secrets}, which only the door reads.
 *
 * @param hook without outer slashes
 * @param scheme such as {@code github}
 * @param secrets sealed; one, or two while the sender changes from one to the other
 * @param tolerance seconds by which the time of a signature may be off, where a scheme has one
 * @param header for scheme {@code hmac}, as the three after it: where the signature stands
 * @param algorithm such as {@code sha256}
 * @param encoding such as {@code hex}
 * @param prefix before the signature; may be empty
 */
public record WebhookSecret(
        String id,
        String hook,
        String scheme,
        List<String> secrets,
        int tolerance,
        @Nullable String header,
        @Nullable String algorithm,
        @Nullable String encoding,
        @Nullable String prefix,
        Instant createdAt) {
    public WebhookSecret {
        Ids.check(id);
        requireNonNull(hook, "hook is missing");
        requireNonNull(scheme, "scheme is missing");
        secrets = List.copyOf(secrets);
    }
}
