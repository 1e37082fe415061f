package io.hookline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster runs: each service is an application of its own, and they meet in Kafka and PostgreSQL only. */
class ThreeProcessesTest {
    @TempDir
    static Path folder;

    private static Cluster cluster;
    private static Cluster.Node ingestNode;
    private static Cluster.Node rulesNode;
    private static Cluster.Node actionNode;
    private static HooklineClient ingest;
    private static HooklineClient rules;
    private static HooklineClient action;

    @BeforeAll
    static void startAll() throws IOException, InterruptedException {
        assumeTrue(Cluster.isBuilt(), "the services' applications are not built (-Dskip.services=true)");
        cluster = Cluster.in(folder);
        actionNode = cluster.start("action", Map.of());
        ingestNode = cluster.start("ingest", Map.of());
        rulesNode = cluster.start(
                "rules", Map.of("HOOKLINE_RULES_EXECUTIONS_URL", "http://127.0.0.1:" + actionNode.port()));
        for (Cluster.Node node : List.of(ingestNode, rulesNode, actionNode)) {
            node.awaitReady();
        }
        ingest = ingestNode.client();
        rules = rulesNode.client();
        action = actionNode.client();
    }

    @AfterAll
    static void stopAll() throws InterruptedException {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void aWebhookOfOneServiceIsJudgedByTheSecondAndRunByTheThird() {
        rules.post("/v1/rules", """
                        {"name": "cluster", "pack": "examples", "enabled": true,
                         "trigger": {"type": "core.st2.webhook", "parameters": {"url": "cluster"}},
                         "criteria": {"trigger.body.word": {"type": "equals", "pattern": "go"}},
                         "action": {"ref": "core.local", "parameters": {"cmd": "echo said {{ trigger.body.word }}"}}}""").expecting(201);

        var accepted = ingest.post("/v1/webhooks/cluster", "{\"word\": \"go\"}").expecting(202);
        String instance = accepted.header("X-Trigger-Instance-Id");
        var executions = await("an execution of " + instance)
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> action.get("/v1/executions?trigger_instance=" + instance)
                                .expecting(200)
                                .json(),
                        list -> !list.isEmpty());
        var ended = action.ended(executions.get(0).get("id").asText());

        assertThat(ended.get("status").asText()).isEqualTo("succeeded");
        assertThat(ended.at("/result/stdout").asText()).isEqualTo("said go");
        assertThat(executions).hasSize(1);
    }

    @Test
    void anEnforcementOfTheSecondIsShownWithItsExecutionOfTheThird() {
        rules.post("/v1/rules", """
                        {"name": "shown", "pack": "examples", "enabled": true,
                         "trigger": {"type": "core.st2.webhook", "parameters": {"url": "shown"}},
                         "action": {"ref": "core.local", "parameters": {"cmd": "true"}}}""").expecting(201);

        String instance = ingest.post("/v1/webhooks/shown", "{}").expecting(202).header("X-Trigger-Instance-Id");

        var view = await("the end of the execution")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> rules.get("/v1/ruleenforcements/views?trigger_instance=" + instance)
                                .expecting(200)
                                .json(),
                        views -> views.at("/0/execution/status").asText().equals("succeeded"));
        assertThat(view.at("/0/execution/id")).isEqualTo(view.at("/0/execution_id"));
        assertThat(view.at("/0/execution/action/ref").asText()).isEqualTo("core.local");
        assertThat(view.at("/0/execution/parameters/cmd").asText()).isEqualTo("true");
    }

    @Test
    void credentialsOfOneServiceAreGoodAtAll() {
        String made = ingest.post("/v1/apikeys", "{}")
                .expecting(201)
                .json()
                .get("key")
                .asText();

        for (Cluster.Node service : List.of(ingestNode, rulesNode, actionNode)) {
            service.client()
                    .withApiKey(made)
                    .get(service.service().equals("ingest") ? "/v1/apikeys" : "/v1/" + firstResource(service))
                    .expecting(200);
        }
    }

    private static String firstResource(Cluster.Node service) {
        return service.service().equals("rules") ? "rules" : "executions";
    }
}
