package io.hookline.benchmarks;

import io.hookline.benchmarks.process.Up;
import java.io.IOException;

/** The rule everything is measured with: each webhook on its hook runs {@code core.noop}. */
final class Hook {
    static final String NAME = "bench";
    static final String PATH = path(NAME);

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
        up.create("/v1/rules", RULE.formatted(name));
    }

    /** From now on a webhook there has to be signed, in GitHub's way. */
    static void demandSignature(Up up, String name, String secret) throws IOException, InterruptedException {
        up.create(
                "/v1/webhooksecrets",
                "{\"hook\": \"%s\", \"scheme\": \"github\", \"secrets\": [\"%s\"]}".formatted(name, secret));
    }
}
