package io.hookline.ingest.signature;

import java.util.Optional;
import java.util.regex.Pattern;

/** When a request was signed, as it is written: seconds since 1970. */
final class Timestamp {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private Timestamp() {}

    static Optional<Long> seconds(String text) {
        return SECONDS.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
