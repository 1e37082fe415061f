package io.hookline.ingest.signature;

import java.util.Optional;

/** A secret that is a text, its bytes in UTF-8 the key. */
final class TextSecret {
    private static final int SHORTEST = 16;
    private static final int LONGEST = 512;

    private TextSecret() {}

    static Optional<String> faultOf(String secret) {
        if (secret.length() < SHORTEST || secret.length() > LONGEST) {
            return Optional.of("a secret has " + SHORTEST + " to " + LONGEST + " characters");
        }
        return secret.chars().anyMatch(Character::isISOControl)
                ? Optional.of("a secret has no control characters")
                : Optional.empty();
    }

    static Optional<String> faultInHeader(String secret) {
        return secret.chars().allMatch(c -> c > ' ' && c <= '~')
                ? Optional.empty()
                : Optional.of("a token is of printable ASCII characters, as it is sent in a header");
    }
}
