package io.hookline.ingest.signature;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One way of signing: where the signature stands, what it is over, and what kind of secret makes it. Pure. */
public sealed interface Scheme permits SignedBody, SharedToken, Stripe, Slack, StandardWebhooks {
    /** A header holds at most so many signatures; senders that change their secret send two. */
    int MOST_PROOFS = 16;

    Claim claim(Headers headers);

    /**
     * Whether this secret has made one of the signatures. Takes the same time whichever it is, or none, and wherever they differ.
     *
     * @param body as it was received, byte for byte
     */
    boolean isMadeWith(String secret, Claim.Signed claim, byte[] body);

    /** The header that holds the signature. */
    String header();

    /**
     * What a request that is no event gets for an answer, if this is one: a sender that only asks whether the hook is its owner's.
     *
     * @param body signed and parsed
     */
    default Optional<JsonNode> handshake(JsonNode body) {
        return Optional.empty();
    }

    /** Headers that no rule should see, in lower case: the signature, and what lets one guess at the secret. */
    default Set<String> hidden() {
        return Set.of(header().toLowerCase(Locale.ROOT));
    }

    /** The only value of a header; empty if it is missing or stands there twice. */
    static Optional<String> only(Headers headers, String name) {
        List<String> values = headers.all(name);
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }
}
