package io.hookline.standalone;

import java.security.SecureRandom;

/** Secrets of letters and digits: nothing in them needs a quote in a shell, a URL or a file. Each character is worth almost six bits. */
final class RandomText {
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final SecureRandom random;

    RandomText(SecureRandom random) {
        this.random = random;
    }

    String ofLength(int length) {
        return random.ints(length, 0, CHARACTERS.length())
                .mapToObj(CHARACTERS::charAt)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }
}
