package io.hookline.benchmarks.bare;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A trigger instance as it travels, of which copies are made that differ in nothing but their id.
 *
 * @param value the record
 * @param idAt where its id begins
 */
record Sample(byte[] value, int idAt) {
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f]{24})\"");
    private static final long MILLIS_PER_SECOND = 1000;

    static Sample of(String base64) {
        byte[] value = Base64.getDecoder().decode(base64);
        // One byte a character, so that places in the text are places in the bytes.
        MatchResult found = ID.matcher(new String(value, ISO_8859_1))
                .results()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No id in the record " + new String(value, UTF_8)));
        return new Sample(value, found.start(1));
    }

    static String freshId() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits((int) (System.currentTimeMillis() / MILLIS_PER_SECOND))
                + hex.toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    byte[] withId(String id) {
        byte[] copy = value.clone();
        System.arraycopy(id.getBytes(US_ASCII), 0, copy, idAt, id.length());
        return copy;
    }
}
