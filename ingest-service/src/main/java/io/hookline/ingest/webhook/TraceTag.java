package io.hookline.ingest.webhook;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** The names of traces that webhooks start (spec: webhooks-and-triggers, 1.6). */
final class TraceTag {
    private static final HexFormat HEX = HexFormat.of();

    private TraceTag() {}

    /** {@code webhook-<name>-<32 hex digits>}. */
    static String fresh(String hook) {
        ThreadLocalRandom chance = ThreadLocalRandom.current();
        return "webhook-" + hook + "-" + HEX.toHexDigits(chance.nextLong()) + HEX.toHexDigits(chance.nextLong());
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
