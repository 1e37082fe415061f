package io.hookline.standalone.promise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.standalone.HooklineClient;
import io.hookline.standalone.SampleRule;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;

/** What one answer has said is so in the next request, on every node: nobody has to wait a moment after a 201. */
class AHookIsThereWhenTheRuleIsTest {
    private static final int TIMES = 20;

    private final HooklineClient one = TwoNodes.shared().worker().client();
    private final HooklineClient other = TwoNodes.shared().watcher().client();
    private final String hook = "there-" + UUID.randomUUID();

    @RepeatedTest(TIMES)
    void aHookComesAndGoesWithItsRule() {
        one.post("/v1/webhooks/" + hook, "{}").expecting(404);

        one.post("/v1/rules", SampleRule.onHook(hook, hook).runs("core.noop").toString())
                .expecting(201);

        one.post("/v1/webhooks/" + hook, "{}").expecting(202);
        other.post("/v1/webhooks/" + hook, "{}").expecting(202);
        one.delete("/v1/rules/default." + hook).expecting(204);
        one.post("/v1/webhooks/" + hook, "{}").expecting(404);
    }

    @RepeatedTest(TIMES)
    void aHookIsThereOnTheOtherNodeFirst() {
        one.post("/v1/rules", SampleRule.onHook(hook, hook).runs("core.noop").toString())
                .expecting(201);

        other.post("/v1/webhooks/" + hook, "{}").expecting(202);

        other.delete("/v1/rules/default." + hook).expecting(204);
    }

    @RepeatedTest(TIMES)
    void aKeyOpensAtOnceAndIsRefusedAtOnce() {
        JsonNode key = one.post("/v1/apikeys", "{}").expecting(201).json();
        var withKey = other.withApiKey(key.path("key").asText());

        withKey.get("/v1/webhooks").expecting(200);
        String disabled = "{\"user\": %s, \"enabled\": false}".formatted(key.path("user"));
        other.put("/v1/apikeys/" + key.path("id").asText(), disabled).expecting(200);

        assertThat(withKey.get("/v1/webhooks")
                        .expecting(401)
                        .json()
                        .path("faultstring")
                        .asText())
                .isEqualTo("Unauthorized - API key is disabled.");
        other.delete("/v1/apikeys/" + key.path("id").asText()).expecting(204);
    }
}
