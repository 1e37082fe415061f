package io.hookline.ingest.signature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** GitLab's: the secret itself in a header. It proves who sends, not what is sent. */
record SharedToken() implements Scheme {
    private static final byte[] NOTHING = {};
    private static final byte[] ANY_KEY = {0};

    @Override
    public String header() {
        return "X-Gitlab-Token";
    }

    @Override
    public Claim claim(Headers headers) {
        List<String> values =
                headers.all(header()).stream().filter(value -> !value.isEmpty()).toList();
        if (values.isEmpty()) {
            return new Claim.Missing(header());
        }
        return values.size() > 1
                ? new Claim.Malformed(header(), "<token>")
                : new Claim.Signed(
                        NOTHING,
                        List.of(new Claim.Proof("", values.getFirst().getBytes(StandardCharsets.UTF_8))),
                        null);
    }

    @Override
    public boolean isMadeWith(String secret, Claim.Signed claim, byte[] body) {
        byte[] expected = hash(secret.getBytes(StandardCharsets.UTF_8));
        boolean found = false;
        for (Claim.Proof proof : claim.proofs()) {
            // Hashes have one length, so not even the token's length is told by the time that this takes.
            found |= MessageDigest.isEqual(expected, hash(proof.bytes()));
        }
        return found;
    }

    private static byte[] hash(byte[] token) {
        return Algorithm.SHA256.hash(ANY_KEY, NOTHING, token);
    }
}
