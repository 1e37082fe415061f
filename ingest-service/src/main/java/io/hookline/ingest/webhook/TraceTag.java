package io.hookline.ingest.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** The names of traces that webhooks start (spec: webhooks-and-triggers, 1.6). */
final class TraceTag {
    private static final HexFormat HEX = HexFormat.of();
    private static final int DIGITS = 32;

    private TraceTag() {}

    /** {@code webhook-<name>-<32 hex digits>}. */
    static String fresh(String hook) {
        ThreadLocalRandom chance = ThreadLocalRandom.current();
        return "webhook-" + hook + "-" + HEX.toHexDigits(chance.nextLong()) + HEX.toHexDigits(chance.nextLong());
    }

    /** As {@link #fresh}, but the same for a delivery that comes again. */
    static String ofDelivery(String hook, String deliveryKey) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((hook + "\n" + deliveryKey).getBytes(StandardCharsets.UTF_8));
            return "webhook-" + hook + "-" + HEX.formatHex(digest, 0, DIGITS / 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What a header can't hold is percent-encoded: a hook's name may have any character, also a line's end. */
    static String asHeader(String traceTag) {
        if (traceTag.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            return traceTag;
        }
        StringBuilder header = new StringBuilder();
        for (byte b : traceTag.getBytes(StandardCharsets.UTF_8)) {
            if (b >= ' ' && b <= '~') {
                header.append((char) b);
            } else {
                header.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return header.toString();
    }
}
