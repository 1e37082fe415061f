package io.hookline.benchmarks.load;

import java.util.Map;

/**
 * Where webhooks go, on the loopback.
 *
 * @param headers besides the body's length and type
 */
public record Target(int port, String path, Map<String, String> headers) {
    /** 100 bytes of JSON. */
    public static final String BODY =
            "{\"action\": \"opened\", \"number\": 4711, \"repository\": \"hookline\", \"labels\": [\"a\", \"b\"], \"draft\": false}";

    public Target {
        headers = Map.copyOf(headers);
    }

    /** Without headers: one is a credential. */
    @Override
    public String toString() {
        return "127.0.0.1:" + port + path;
    }
}
