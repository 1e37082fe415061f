package io.hookline.ingest.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The way of standardwebhooks.com: id, time and body, signed by a keyed hash ({@code v1}, secret {@code whsec_…}) or by ed25519 ({@code
 * v1a}, of which we hold the public key {@code whpk_…}).
 */
record StandardWebhooks() implements Scheme {
    private static final String ID = "webhook-id";
    private static final String TIME = "webhook-timestamp";
    static final String SHARED = "whsec_";
    private static final String PUBLIC = "whpk_";
    private static final String PRIVATE = "whsk_";
    private static final String BY_HASH = "v1";
    private static final String BY_KEY = "v1a";
    private static final int SHORTEST_SHARED = 24;
    private static final int LONGEST_SHARED = 64;
    private static final int PUBLIC_BYTES = 32;

    /** What X.509 puts before the 32 bytes of a public key of ed25519. */
    private static final byte[] X509_START = HexFormat.of().parseHex("302a300506032b6570032100");

    @Override
    public String header() {
        return "webhook-signature";
    }

    @Override
    public Claim claim(Headers headers) {
        for (String needed : List.of(header(), ID, TIME)) {
            if (headers.all(needed).isEmpty()) {
                return new Claim.Missing(needed);
            }
        }
        Optional<String> id = Scheme.only(headers, ID);
        if (id.isEmpty() || id.get().contains(".")) {
            return new Claim.Malformed(ID, "<id without a dot>");
        }
        Optional<Long> seconds = Scheme.only(headers, TIME).flatMap(Timestamp::seconds);
        if (seconds.isEmpty()) {
            return new Claim.Malformed(TIME, "<seconds>");
        }
        List<Claim.Proof> proofs = proofs(headers.all(header()));
        if (proofs.isEmpty() || proofs.size() > MOST_PROOFS) {
            return new Claim.Malformed(header(), "v1,<base64>");
        }
        String before = id.get() + "." + headers.all(TIME).getFirst() + ".";
        return new Claim.Signed(before.getBytes(StandardCharsets.UTF_8), proofs, seconds.get());
    }

    private static List<Claim.Proof> proofs(List<String> values) {
        List<Claim.Proof> proofs = new ArrayList<>();
        for (String value : values) {
            for (String item : value.split(" ", -1)) {
                int comma = item.indexOf(',');
                String kind = comma < 0 ? "" : item.substring(0, comma);
                if (kind.equals(BY_HASH) || kind.equals(BY_KEY)) {
                    Encoding.BASE64
                            .decode(item.substring(comma + 1))
                            .ifPresent(bytes -> proofs.add(new Claim.Proof(kind, bytes)));
                }
            }
        }
        return proofs;
    }

    @Override
    public boolean isMadeWith(String secret, Claim.Signed claim, byte[] body) {
        return secret.startsWith(PUBLIC)
                ? isSignedFor(publicKey(secret), of(BY_KEY, claim), body)
                : KeyedHash.isMadeWith(Algorithm.SHA256, shared(secret), of(BY_HASH, claim), body);
    }

    private static Claim.Signed of(String kind, Claim.Signed claim) {
        return new Claim.Signed(
                claim.before(),
                claim.proofs().stream()
                        .filter(proof -> proof.kind().equals(kind))
                        .toList(),
                claim.seconds());
    }

    private static boolean isSignedFor(PublicKey key, Claim.Signed claim, byte[] body) {
        boolean found = false;
        for (Claim.Proof proof : claim.proofs()) {
            found |= isSignedFor(key, claim.before(), body, proof.bytes());
        }
        return found;
    }

    private static boolean isSignedFor(PublicKey key, byte[] before, byte[] body, byte[] proof) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(before);
            signature.update(body);
            return signature.verify(proof);
        } catch (SignatureException | InvalidKeyException e) {
            return false; // of another length than signatures have, or no point of the curve
        } catch (GeneralSecurityException e) {
            throw noEd25519(e);
        }
    }

    static Optional<String> faultOf(String secret) {
        if (secret.startsWith(PRIVATE)) {
            return Optional.of(PRIVATE + "… is the sender's own key; its public key " + PUBLIC + "… belongs here");
        }
        Optional<byte[]> bytes = secret.startsWith(SHARED) || secret.startsWith(PUBLIC)
                ? Encoding.BASE64.decode(afterPrefix(secret))
                : Optional.empty();
        if (bytes.isEmpty()) {
            return Optional.of("a secret is " + SHARED + "<base64>, or a public key " + PUBLIC + "<base64>");
        }
        int length = bytes.get().length;
        if (secret.startsWith(PUBLIC)) {
            return length == PUBLIC_BYTES
                    ? Optional.empty()
                    : Optional.of("a public key of ed25519 has " + PUBLIC_BYTES + " bytes");
        }
        return length >= SHORTEST_SHARED && length <= LONGEST_SHARED
                ? Optional.empty()
                : Optional.of("a secret has " + SHORTEST_SHARED + " to " + LONGEST_SHARED + " bytes");
    }

    private static byte[] shared(String secret) {
        return Encoding.BASE64.decode(afterPrefix(secret)).orElseThrow();
    }

    private static PublicKey publicKey(String secret) {
        byte[] point = Encoding.BASE64.decode(afterPrefix(secret)).orElseThrow();
        byte[] encoded = new byte[X509_START.length + point.length];
        System.arraycopy(X509_START, 0, encoded, 0, X509_START.length);
        System.arraycopy(point, 0, encoded, X509_START.length, point.length);
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("no public key of ed25519", e);
        } catch (GeneralSecurityException e) {
            throw noEd25519(e);
        }
    }

    private static String afterPrefix(String secret) {
        return secret.substring(secret.indexOf('_') + 1);
    }

    private static IllegalStateException noEd25519(GeneralSecurityException e) {
        return new IllegalStateException("every Java platform has Ed25519", e);
    }
}
