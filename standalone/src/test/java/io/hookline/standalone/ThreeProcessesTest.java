package io.hookline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster runs: each service is an application of its own, and they meet in Kafka and PostgreSQL only. */
class ThreeProcessesTest {
    private static final String API_KEY = "a-key-for-three-processes-0123456789-0123456789";
    /** 32 bytes in base64. */
    private static final String SECRET_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private static final Duration LONGEST_START = Duration.ofSeconds(120);

    /** Held here, for levels of loggers that nobody holds are forgotten. */
    private static final List<Logger> QUIET = List.of(Logger.getLogger("org.apache.kafka"), Logger.getLogger("kafka"));

    private static final FreePorts PORTS = new FreePorts(new SecureRandom());
    /** Known before it listens, as the rules service is told of it. */
    private static final int ACTION_PORT = PORTS.next();

    private static final RandomText SECRETS = new RandomText(new SecureRandom());

    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;
    private static EmbeddedPostgres postgres;
    private static final List<RunningService> services = new ArrayList<>();
    private static HooklineClient ingest;
    private static HooklineClient rules;
    private static HooklineClient action;

    private record RunningService(String name, Process process, Path output, HooklineClient client) {}

    @BeforeAll
    static void startAll() throws IOException, InterruptedException {
        assumeTrue(
                Files.exists(application("ingest")), "the services' applications are not built (-Dskip.services=true)");
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        var data = DataFolder.take(folder.resolve("data"));
        kafka = EmbeddedKafka.start(data.folder("kafka"), PORTS, SECRETS);
        postgres = EmbeddedPostgres.start(data, PORTS, SECRETS);

        ingest = start("ingest");
        rules = start("rules");
        action = start("action");
        services.forEach(ThreeProcessesTest::awaitReady);
    }

    @AfterAll
    static void stopAll() throws InterruptedException {
        services.forEach(service -> service.process().destroy());
        for (RunningService service : services) {
            if (!service.process().waitFor(30, TimeUnit.SECONDS)) {
                service.process().destroyForcibly();
            }
        }
        if (kafka != null) {
            kafka.close();
        }
        if (postgres != null) {
            postgres.close();
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

        for (RunningService service : services) {
            service.client()
                    .withApiKey(made)
                    .get(service.name().equals("ingest") ? "/v1/apikeys" : "/v1/" + firstResource(service))
                    .expecting(200);
        }
    }

    private static String firstResource(RunningService service) {
        return service.name().equals("rules") ? "rules" : "executions";
    }

    private static HooklineClient start(String name) throws IOException {
        int port = name.equals("action") ? ACTION_PORT : PORTS.next();
        Path output = folder.resolve(name + ".output");
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-jar",
                        application(name).toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .keySet()
                .removeIf(key -> key.startsWith("HOOKLINE_") || key.startsWith("QUARKUS_") || key.startsWith("KAFKA_"));
        builder.environment().putAll(environment(port));
        var client = new HooklineClient(java.net.URI.create("http://127.0.0.1:" + port), Map.of()).withApiKey(API_KEY);
        services.add(new RunningService(name, builder.start(), output, client));
        return client;
    }

    private static Map<String, String> environment(int port) {
        Map<String, String> environment = new TreeMap<>();
        kafka.clientSettings()
                .forEach((key, value) ->
                        environment.put("KAFKA_" + key.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.url());
        environment.put("QUARKUS_DATASOURCE_USERNAME", postgres.user());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", postgres.password());
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        environment.put("HOOKLINE_RULES_EXECUTIONS_URL", "http://127.0.0.1:" + ACTION_PORT);
        environment.put("HOOKLINE_SECRET_KEY", SECRET_KEY);
        environment.put("HOOKLINE_BOOTSTRAP_API_KEY", API_KEY);
        environment.put("HOOKLINE_BOOTSTRAP_USER", "admin");
        return environment;
    }

    private static void awaitReady(RunningService service) {
        await(service.name() + " is ready").atMost(LONGEST_START).until(() -> {
            assertThat(service.process().isAlive())
                    .as(() -> service.name() + " said: " + text(service.output()))
                    .isTrue();
            return isReady(service);
        });
    }

    private static boolean isReady(RunningService service) {
        try {
            return service.client().get("/q/health/ready").status() == 200;
        } catch (AssertionError e) {
            return false; // it does not listen yet
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Path application(String name) {
        return Path.of("..", name + "-service", "target", "quarkus-app", "quarkus-run.jar")
                .toAbsolutePath();
    }
}
