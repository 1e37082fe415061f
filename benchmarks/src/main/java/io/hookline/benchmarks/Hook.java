package io.hookline.benchmarks;

import io.hookline.benchmarks.process.Up;
import java.io.IOException;
import java.net.http.HttpResponse;

/** The one rule everything is measured with: each webhook on one hook runs {@code core.noop}. */
final class Hook {
    static final String PATH = "/v1/webhooks/bench";

    private static final int CREATED = 201;
    private static final String RULE = """
            {
              "name": "bench",
              "pack": "default",
              "enabled": true,
              "trigger": {"type": "core.st2.webhook", "parameters": {"url": "bench"}},
              "criteria": {"trigger.body.action": {"type": "equals", "pattern": "opened"}},
              "action": {"ref": "core.noop"}
            }
            """;

    private Hook() {}

    static void make(Up up) throws IOException, InterruptedException {
        HttpResponse<String> answer = up.post("/v1/rules", RULE);
        if (answer.statusCode() != CREATED) {
            throw new IllegalStateException("The rule is refused: " + answer.statusCode() + " " + answer.body());
        }
    }
}
