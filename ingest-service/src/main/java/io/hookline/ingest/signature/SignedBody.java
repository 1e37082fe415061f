package io.hookline.ingest.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A keyed hash of the body in a header of its own: GitHub's way, and with other settings that of many. It tells no time, so a recording
 * is as good as the original; where deliveries have names, those end it.
 *
 * @param prefix stands before the signature
 * @param hidden headers that rules don't see, in lower case
 */
record SignedBody(String header, Algorithm algorithm, Encoding encoding, String prefix, Set<String> hidden)
        implements Scheme {
    private static final byte[] NOTHING = {};

    /** GitHub's. The older header is a hash under the same secret. */
    static SignedBody github() {
        return new SignedBody(
                "X-Hub-Signature-256",
                Algorithm.SHA256,
                Encoding.HEX,
                "sha256=",
                Set.of("x-hub-signature-256", "x-hub-signature"));
    }

    @Override
    public Claim claim(Headers headers) {
        List<String> values = headers.all(header);
        if (values.isEmpty()) {
            return new Claim.Missing(header);
        }
        List<Claim.Proof> proofs = new ArrayList<>();
        for (String value : values) {
            Optional<byte[]> bytes =
                    value.startsWith(prefix) ? encoding.decode(value.substring(prefix.length())) : Optional.empty();
            bytes.ifPresent(decoded -> proofs.add(new Claim.Proof("", decoded)));
        }
        return proofs.isEmpty() || values.size() > MOST_PROOFS
                ? new Claim.Malformed(header, prefix + (encoding == Encoding.HEX ? "<hex>" : "<base64>"))
                : new Claim.Signed(NOTHING, proofs, null);
    }

    @Override
    public boolean isMadeWith(String secret, Claim.Signed claim, byte[] body) {
        return KeyedHash.isMadeWith(algorithm, secret.getBytes(StandardCharsets.UTF_8), claim, body);
    }
}
