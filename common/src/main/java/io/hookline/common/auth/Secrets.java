package io.hookline.common.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How secrets are kept: only as hashes, by which they are looked up. Both kinds are random and long, so a fast hash does. */
public final class Secrets {
    /** StackStorm's constant: keys move between installations by their hash (spec: auth, 5). */
    private static final String API_KEY_SALT = "saltnpepper";

    private Secrets() {}

    /** Lower-case hexadecimal SHA-256. */
    public static String tokenHash(String token) {
        return hash("SHA-256", token);
    }

    /** Lower-case hexadecimal SHA-512 of the salt and the key. */
    public static String apiKeyHash(String key) {
        return hash("SHA-512", API_KEY_SALT + key);
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
