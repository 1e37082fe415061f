package io.hookline.action.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.ActionCase;
import io.hookline.action.ActionProfile;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.TriggerInstance;
import io.hookline.common.model.TriggerUse;
import io.hookline.common.topic.Topics;
import io.hookline.common.topic.Views;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nobody has told whether rules listen, so every end is told. */
@QuarkusTest
@TestProfile(ActionProfile.class)
class ConsequencesTest extends ActionCase {
    private static final String ACTION = "core.st2.generic.actiontrigger";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    @Inject
    Views views;

    @Test
    void anEndRaisesItsTriggerWithSecretsMasked() {
        ObjectNode asked = run((ObjectNode) json("""
                        {'action': 'core.local', 'parameters': {'cmd': 'exit 3', 'sudo_password': 'hidden'},
                         'context': {'trace_context': {'trace_tag': 'mine'}},
                         'notify': {'on-failure': {'routes': ['chat'], 'message': 'ended {{ action_parameters.cmd }}'}}}"""));
        awaitStatus(asked, "failed");

        List<TriggerInstance> raised =
                await().atMost(LONGEST_WAIT).until(() -> raisedBy(asked), found -> found.size() == 2);

        JsonNode payload = of(raised, ACTION).payload();
        assertThat(payload.path("status").asText()).isEqualTo("failed");
        assertThat(payload.path("runner_ref").asText()).isEqualTo("local-shell-cmd");
        assertThat(payload.path("parameters")).isEqualTo(json("{'cmd': 'exit 3', 'sudo_password': '********'}"));
        assertThat(payload.path("result").path("return_code").asInt()).isEqualTo(3);
        assertThat(of(raised, ACTION).traceTag()).isEqualTo("mine");
        JsonNode notification = of(raised, "core.st2.generic.notifytrigger").payload();
        assertThat(notification.path("message").asText()).isEqualTo("ended exit 3");
        assertThat(notification.path("route").asText()).isEqualTo("chat");
    }

    @Test
    void whatEndsBeforeItBeginsRaisesItToo() {
        ObjectNode delayed = run((ObjectNode) json("{'action': 'core.noop', 'delay': 60000}"));
        caller().delete("/v1/executions/" + delayed.path("id").asText()).then().statusCode(200);

        List<TriggerInstance> raised =
                await().atMost(LONGEST_WAIT).until(() -> raisedBy(delayed), found -> !found.isEmpty());

        assertThat(of(raised, ACTION).payload().path("status").asText()).isEqualTo("canceled");
        assertThat(of(raised, ACTION).payload().path("result").path("user").asText())
                .isEqualTo(USER);
    }

    @Test
    void aQuestionRaisesItsTriggerOnce() {
        ObjectNode asked = run((ObjectNode) json("{'action': 'core.ask', 'parameters': {'route': 'chat'}}"));
        String id = awaitStatus(asked, "pending").path("id").asText();
        caller().contentType("application/json")
                .body("{\"response\": {\"continue\": true}}")
                .put("/v1/inquiries/" + id)
                .then()
                .statusCode(200);
        await().atMost(LONGEST_WAIT).until(() -> !raisedBy(asked).isEmpty());

        List<TriggerInstance> questions = raised().stream()
                .filter(instance -> instance.trigger().equals("core.st2.generic.inquiry"))
                .filter(instance -> instance.payload().path("id").asText().equals(id))
                .toList();

        assertThat(questions)
                .extracting(TriggerInstance::payload)
                .containsExactly(json("{'id': '" + id + "', 'route': 'chat'}"));
    }

    @Test
    void anEndThatNoRuleWaitsForRaisesNothing() {
        tell(false, 1);
        ObjectNode unheard = run((ObjectNode) json("{'action': 'core.noop'}"));
        awaitStatus(unheard, "succeeded");
        tell(true, 2);
        ObjectNode heard = run((ObjectNode) json("{'action': 'core.noop'}"));

        await().atMost(LONGEST_WAIT).until(() -> !raisedBy(heard).isEmpty());

        assertThat(raisedBy(unheard)).isEmpty();
    }

    /** As the rules service tells it. */
    private void tell(boolean used, int version) {
        for (String trigger : List.of(ACTION, "core.st2.generic.notifytrigger")) {
            String id = Ids.following(Ids.seconds(Instant.EPOCH), trigger);
            publisher
                    .send(
                            Topics.TRIGGERS,
                            id,
                            Json.bytes(new TriggerUse(id, trigger, used)),
                            Map.of("version", String.valueOf(version)))
                    .toCompletableFuture()
                    .join();
        }
        views.triggers().awaitCaughtUp();
    }

    private static TriggerInstance of(List<TriggerInstance> raised, String trigger) {
        return raised.stream()
                .filter(instance -> instance.trigger().equals(trigger))
                .findFirst()
                .orElseThrow();
    }

    private static List<TriggerInstance> raisedBy(JsonNode execution) {
        return raised().stream()
                .filter(instance -> instance.payload().path("execution_id").equals(execution.path("id")))
                .toList();
    }
}
