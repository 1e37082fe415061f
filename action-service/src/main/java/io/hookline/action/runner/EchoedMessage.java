package io.hookline.action.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.util.Optional;
import java.util.Set;

/**
 * {@code core.echo} and {@code core.error} without a shell: in a command line the quotes of a message would end the command's own, and
 * what follows them would be run (spec: actions-and-runners, 12).
 */
final class EchoedMessage {
    private static final Set<String> ACTIONS = Set.of("core.echo", "core.error");

    private EchoedMessage() {}

    static Optional<RunnerResult> of(Order order) {
        String ref = order.action().ref();
        if (!ACTIONS.contains(ref)) {
            return Optional.empty();
        }
        ObjectNode result =
                Json.object().put("failed", false).put("succeeded", true).put("return_code", 0);
        String message = order.parameters().path("message").asText("") + "\n";
        boolean toError = ref.equals("core.error");
        OutputReading reading = OutputReading.of(order.runner());
        result.set("stdout", reading.value(toError ? "" : message));
        result.set("stderr", reading.value(toError ? message : ""));
        return Optional.of(new RunnerResult.Succeeded(result));
    }
}
