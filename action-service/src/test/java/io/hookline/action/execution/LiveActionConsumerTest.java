package io.hookline.action.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.ActionCase;
import io.hookline.action.ActionProfile;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.LiveAction;
import io.hookline.common.topic.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@TestProfile(ActionProfile.class)
class LiveActionConsumerTest extends ActionCase {
    @TempDir
    Path folder;

    @Test
    void aLiveActionBecomesAnExecutionWithItsCause() {
        LiveAction order = order("core.echo", Json.object().put("message", "hi"), null);

        send(order);

        JsonNode ended = awaitEnd(order, "succeeded");
        assertThat(ended.path("result").path("stdout").asText()).isEqualTo("hi");
        assertThat(ended.path("liveaction").path("id").asText()).isEqualTo(order.id());
        assertThat(ended.path("start_timestamp").asText()).isEqualTo(Json.TIME.format(order.requestedAt()));
        assertThat(ended.path("rule")).isEqualTo(order.rule());
        assertThat(ended.path("trigger")).isEqualTo(order.trigger());
        assertThat(ended.path("trigger_type")).isEqualTo(order.triggerType());
        assertThat(ended.path("trigger_instance")).isEqualTo(order.triggerInstance());
        assertThat(ended.path("context")).isEqualTo(order.context());
        String name = order.rule().path("name").asText();
        String instance = order.triggerInstance().path("id").asText();
        for (String query : List.of(
                "rule=" + name,
                "rule=default." + name,
                "trigger_instance=" + instance,
                "liveaction=" + order.id(),
                "filter=rule.action.parameters.message:hi context.rule.name:" + name + " trigger_instance.id:"
                        + instance)) {
            assertThat(get("/v1/executions?" + query)).as(query).hasSize(1);
        }
    }

    @Test
    void aReplayRunsNothingTwice() throws Exception {
        Path traces = folder.resolve("traces");
        List<LiveAction> orders = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            orders.add(order("core.local", Json.object().put("cmd", "echo " + i + " >> " + traces), null));
        }

        orders.forEach(this::send);
        orders.forEach(this::send);
        orders.forEach(order -> awaitEnd(order, "succeeded"));
        orders.forEach(this::send);
        LiveAction last = order("core.noop", Json.object(), null);
        send(last);
        awaitEnd(last, "succeeded");

        assertThat(Files.readAllLines(traces)).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void anOrderThatCantBeRenderedIsRecordedAsFailed() {
        LiveAction order = order("core.echo", Json.object().put("message", "{{ trigger.nope }}"), "no such thing");

        send(order);

        JsonNode failed = awaitEnd(order, "failed");
        assertThat(failed.path("result").path("error").asText()).isEqualTo("no such thing");
        assertThat(failed.path("log")).hasSize(2);
    }

    @Test
    void anOrderForAnActionThatIsGoneIsRecordedAsFailed() {
        LiveAction order = order("core.gone", Json.object().put("a", 1), null);

        send(order);

        JsonNode failed = awaitEnd(order, "failed");
        assertThat(failed.path("result").path("error").asText()).isEqualTo("Action \"core.gone\" cannot be found.");
        assertThat(failed.path("action").path("ref").asText()).isEqualTo("core.gone");
    }

    @Test
    void aRecordThatIsNoneStopsNobody() {
        publisher
                .send(Topics.LIVEACTIONS, "x", "{\"half".getBytes(StandardCharsets.UTF_8), Map.of())
                .toCompletableFuture()
                .join();
        LiveAction order = order("core.noop", Json.object(), null);

        send(order);

        awaitEnd(order, "succeeded");
    }

    private void send(LiveAction order) {
        publisher
                .send(Topics.LIVEACTIONS, order.executionId(), Json.bytes(order), Map.of())
                .toCompletableFuture()
                .join();
    }

    private static JsonNode awaitEnd(LiveAction order, String status) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> Json.stored(caller().get("/v1/executions/" + order.executionId())
                                .asString()),
                        found -> found.path("status").asText().equals(status));
    }

    private static LiveAction order(String action, ObjectNode parameters, @Nullable String error) {
        Instant now = Instant.now();
        String instance = Ids.fresh(now);
        String rule = "r" + instance;
        ObjectNode context = Json.object().put("user", "stanley").put("pack", "core");
        context.putObject("rule").put("id", instance).put("name", rule);
        ObjectNode ruleCopy =
                Json.object().put("id", instance).put("name", rule).put("ref", "default." + rule);
        ruleCopy.putObject("action").put("ref", action).set("parameters", parameters);
        return new LiveAction(
                Ids.fresh(now),
                Ids.following(instance, "rule"),
                action,
                parameters,
                context,
                ruleCopy,
                Json.object().put("id", Ids.fresh(now)).put("name", "t1").put("type", "core.st2.webhook"),
                Json.object()
                        .put("id", Ids.fresh(now))
                        .put("name", "st2.webhook")
                        .put("ref", "core.st2.webhook"),
                Json.object().put("id", instance).put("status", "processing"),
                now,
                error);
    }
}
