package io.hookline.action.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import org.junit.jupiter.api.Test;

class InquirerRunnerTest {
    private final InquirerRunner runner = new InquirerRunner();

    @Test
    void aQuestionWaitsForItsAnswer() {
        ObjectNode asked = (ObjectNode) Json.stored("""
                {"schema": {"type": "object"}, "roles": ["ops"], "users": ["ann"], "route": "chat", "ttl": 60}""");

        assertThat(run(asked)).isEqualTo(new RunnerResult.Pending(asked));
    }

    @Test
    void whoSaysNothingIsAskedWhetherToContinue() {
        ObjectNode result = run(Json.object()).result();

        assertThat(result.at("/schema/properties/continue/required").asBoolean())
                .isTrue();
        assertThat(result.path("roles")).isEmpty();
        assertThat(result.path("users")).isEmpty();
        assertThat(result.path("route").textValue()).isEmpty();
        assertThat(result.path("ttl").intValue()).isEqualTo(1440);
    }

    private RunnerResult run(ObjectNode ofRunner) {
        return runner.run(Samples.order("core.ask", ofRunner, Json.object()), new Stop());
    }
}
