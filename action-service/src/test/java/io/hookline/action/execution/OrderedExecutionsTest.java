package io.hookline.action.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.ActionCase;
import io.hookline.action.ActionProfile;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.LiveAction;
import io.hookline.common.topic.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ActionProfile.class)
class OrderedExecutionsTest extends ActionCase {
    @Test
    void anOrderIsFoundAsSoonAsItIsOnKafka() {
        String id = Ids.fresh(Instant.now());
        ObjectNode instance = Json.object().put("id", Ids.fresh(Instant.now()));
        LiveAction order = new LiveAction(
                Ids.fresh(Instant.now()),
                id,
                "core.noop",
                Json.object(),
                Json.object().put("user", USER),
                Json.object().put("name", "r"),
                Json.object().put("name", "t"),
                Json.object().put("name", "y"),
                instance,
                Instant.now(),
                null);

        publisher
                .send(Topics.LIVEACTIONS, id, Json.bytes(order), Map.of())
                .toCompletableFuture()
                .join();

        assertThat(get("/v1/executions/" + id).path("id").asText()).isEqualTo(id);
    }

    @Test
    void whatNobodyOrderedIsNotFound() {
        caller().get("/v1/executions/" + Ids.fresh(Instant.now())).then().statusCode(404);
        caller().get("/v1/executions/" + Ids.fresh(Instant.EPOCH)).then().statusCode(404);
    }
}
