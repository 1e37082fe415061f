package io.hookline.benchmarks;

import io.hookline.benchmarks.process.Up;
import java.io.IOException;
import java.net.http.HttpResponse;

/** The rule everything is measured with: each webhook on its hook runs {@code core.noop}. */
final class Hook {
    static final String NAME = "bench";
    static final String PATH = path(NAME);

    private static final int CREATED = 201;
    private static final String RULE = """
            {
              "name": "%1$s",
              "pack": "default",
              "enabled": true,
              "trigger": {"type": "core.st2.webhook", "parameters": {"url": "%1$s"}},
              "criteria": {"trigger.body.action": {"type": "equals", "pattern": "opened"}},
              "action": {"ref": "core.noop"}
            }
            """;

    private Hook() {}

    static String path(String name) {
        return "/v1/webhooks/" + name;
    }

    static void make(Up up) throws IOException, InterruptedException {
        make(up, NAME);
    }

    static void make(Up up, String name) throws IOException, InterruptedException {
        created(up.post("/v1/rules", RULE.formatted(name)));
    }

    /** From now on a webhook there has to be signed, in GitHub's way. */
    static void demandSignature(Up up, String name, String secret) throws IOException, InterruptedException {
        created(up.post(
                "/v1/webhooksecrets",
                "{\"hook\": \"%s\", \"scheme\": \"github\", \"secrets\": [\"%s\"]}".formatted(name, secret)));
    }

    private static void created(HttpResponse<String> answer) {
        if (answer.statusCode() != CREATED) {
            throw new IllegalStateException("What is needed is refused: " + answer.statusCode() + " " + answer.body());
        }
    }
}
