package io.hookline.ingest.signature;

import java.security.MessageDigest;

/** The keyed hash of what stands before the body and the body, compared with every signature that is shown, in constant time. */
final class KeyedHash {
    private KeyedHash() {}

    static boolean isMadeWith(Algorithm algorithm, byte[] key, Claim.Signed claim, byte[] body) {
        byte[] expected = algorithm.hash(key, claim.before(), body);
        boolean found = false;
        for (Claim.Proof proof : claim.proofs()) {
            found |= MessageDigest.isEqual(expected, proof.bytes());
        }
        return found;
    }
}
