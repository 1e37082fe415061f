package io.hookline.ingest.webhook;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/**
 * How senders name their deliveries. A name makes the ids of what follows (see {@code Ids.ofDelivery}), so a delivery that comes again
 * gets the same answer here, whichever node it reaches and however late; that nothing is judged twice is up to the rules service, which
 * remembers the names for days. Pure.
 */
final class DeliveryKeys {
    private static final int LONGEST = 255;

    private final List<CharSequence> headers;

    /**
     * @param headers that may hold the name; the first that is there and not empty decides
     */
    DeliveryKeys(List<String> headers) {
        this.headers = headers.stream().map(HttpHeaders::createOptimized).toList();
    }

    /** What a request says of its delivery. */
    sealed interface Outcome {
        /** The sender does not name it: it is an event of its own. */
        record Unnamed() implements Outcome {}

        record Named(String key) implements Outcome {}

        record Refused(String fault) implements Outcome {}
    }

    Outcome in(MultiMap request) {
        for (CharSequence header : headers) {
            String key = request.get(header);
            if (key != null && !key.isBlank()) {
                return isFit(key)
                        ? new Outcome.Named(key)
                        : new Outcome.Refused(header + " must be at most " + LONGEST + " printable ASCII characters");
            }
        }
        return new Outcome.Unnamed();
    }

    private static boolean isFit(String key) {
        return key.length() <= LONGEST && key.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}
