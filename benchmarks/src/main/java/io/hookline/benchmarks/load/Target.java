package io.hookline.benchmarks.load;

import java.util.Map;
import java.util.function.LongFunction;

/**
 * Where webhooks go, on the loopback.
 *
 * @param nth the webhook of that number, counted from 0
 */
public record Target(int port, LongFunction<Webhook> nth) {
    /** 100 bytes of JSON. */
    public static final String BODY =
            "{\"action\": \"opened\", \"number\": 4711, \"repository\": \"hookline\", \"labels\": [\"a\", \"b\"], \"draft\": false}";

    /** One where each webhook is like the other. */
    public static Target same(int port, String path, Map<String, String> headers) {
        var webhook = new Webhook(path, headers);
        return new Target(port, nth -> webhook);
    }

    /**
     * @param headers besides the body's length and type
     */
    public record Webhook(String path, Map<String, String> headers) {
        public Webhook {
            headers = Map.copyOf(headers);
        }

        /** Without headers: one is a credential. */
        @Override
        public String toString() {
            return path;
        }
    }
}
