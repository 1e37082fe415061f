package io.hookline.ingest.signature;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.model.WebhookSecret;
import java.util.Optional;
import java.util.Set;

/** What a hook demands of a request's sender, and what its headers say to that. */
public sealed interface Demand {
    /** No signature: credentials decide. */
    record None() implements Demand {}

    /** A signature, and the headers alone show that there is no good one. */
    record Refused(SignatureRefusal refusal) implements Demand {}

    /** A signature; whether it is good is to be judged with the body. */
    record Check(Kind kind, Scheme scheme, WebhookSecret secret, Claim.Signed claim) implements Demand {
        /** The answer to a request that is no event (see {@link Scheme#handshake}). */
        public Optional<JsonNode> handshake(JsonNode body) {
            return scheme.handshake(body);
        }

        /** Headers that no rule should see, in lower case. */
        public Set<String> hidden() {
            return scheme.hidden();
        }
    }
}
