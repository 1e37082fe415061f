package io.hookline.standalone.promise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.standalone.Answer;
import io.hookline.standalone.HooklineClient;
import io.hookline.standalone.RunningHookline;
import io.hookline.standalone.SampleRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What is secret stays so: credentials that were shown, good and bad ones, in every place where they may stand, and parameters that
 * actions declare secret. Each is marked, used, and then looked for in everything that Hookline writes or says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoSecretLeavesTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final int SHOWN_BEFORE = 300;

    private final RunningHookline hookline = RunningHookline.shared();
    private final HooklineClient client = hookline.client();
    private final String hook = "secrets-" + UUID.randomUUID();

    /** What each is called, and the secret itself. */
    private final Map<String, String> secrets = new TreeMap<>();

    /** All that was said to anybody, but for the two answers that show a new credential to its owner. */
    private final List<String> answers = new ArrayList<>();

    @BeforeAll
    void useSecretsInEveryWay() {
        showCredentials();
        sendCredentialsWithWebhooks();
        sendTokensOfSenders();
        runActionsWithSecrets();
        keepSecretsInTheDatastore();
        readEverything();
    }

    @Test
    void notIntoLogs() throws IOException {
        assertNoSecretIn("the log", hookline.log());
        assertNoSecretIn("the terminal", hookline.output() + hookline.errors());
        for (String folder : List.of("log", "postgres")) {
            for (Path log : logs(hookline.data().resolve(folder))) {
                assertNoSecretIn(log.toString(), Files.readString(log, ISO_8859_1));
            }
        }
    }

    @Test
    void notIntoTopics() throws Exception {
        try (var topics = new WorkTopics(hookline.kafkaSettings())) {
            topics.awaitAllTaken();
            for (String topic : topics.topics()) {
                topics.read(topic).forEach(record -> {
                    assertNoSecretIn(topic, text(record.key()) + text(record.value()));
                    record.headers().forEach(header -> assertNoSecretIn(topic, text(header.value())));
                });
            }
        }
    }

    @Test
    void notIntoTables() throws SQLException {
        try (Connection connection = hookline.database()) {
            for (String table : tables(connection)) {
                try (ResultSet rows =
                        connection.createStatement().executeQuery("SELECT t::text FROM " + table + " t")) {
                    while (rows.next()) {
                        assertNoSecretIn(table, rows.getString(1));
                    }
                }
            }
        }
    }

    @Test
    void notIntoAnswers() {
        assertThat(answers).hasSizeGreaterThan(20);
        answers.forEach(answer -> assertNoSecretIn("an answer", answer));
    }

    @AfterAll
    void forgetRules() {
        for (String rule : List.of("local", "http", "broken", "signed")) {
            client.delete("/v1/rules/default." + hook + "-" + rule);
        }
    }

    private void keepSecretsInTheDatastore() {
        for (String what : List.of("a secret value of the datastore", "the value that took its place")) {
            said(client.put(
                            "/v1/keys/" + hook,
                            "{\"name\": \"k\", \"secret\": true, \"value\": \"" + marked(what) + "\"}")
                    .expecting(200));
        }
        said(client.get("/v1/keys/" + hook).expecting(200));
        said(client.get("/v1/keys?prefix=" + hook).expecting(200));
        said(client.delete("/v1/keys/" + hook).expecting(204));
    }

    private void showCredentials() {
        secrets.put("the password", hookline.password());
        secrets.put("the API key", hookline.apiKey());
        String token = hookline.anonymous()
                .withPassword(hookline.user(), hookline.password())
                .post("/auth/v1/tokens", "{}")
                .expecting(201)
                .json()
                .path("token")
                .asText();
        secrets.put("a token", token);
        String key = client.post("/v1/apikeys", "{\"metadata\": {\"for\": \"secrets\"}}")
                .expecting(201)
                .json()
                .path("key")
                .asText();
        secrets.put("a new API key", key);
        for (String header : List.of("X-Auth-Token", "St2-Api-Key")) {
            said(hookline.anonymous().with(header, marked("unknown " + header)).get("/v1/rules"));
            said(hookline.anonymous()
                    .get("/v1/rules?" + header.toLowerCase() + "=" + marked("unknown " + header + " in the query")));
        }
        said(hookline.anonymous()
                .withPassword(hookline.user(), marked("a wrong password"))
                .post("/auth/v1/tokens", "{}"));
        said(client.post(
                "/auth/v1/tokens/validate", Json.object().put("token", token).toString()));
        said(hookline.anonymous().with("St2-Api-Key", key).get("/v1/user"));
    }

    private void sendCredentialsWithWebhooks() {
        make(rule("local", "core.local").with("cmd", "true"));
        String token = secrets.get("a token");
        String key = secrets.get("a new API key");
        said(hookline.anonymous().with("X-Auth-Token", token).post("/v1/webhooks/" + hook, "{}"));
        said(hookline.anonymous().with("St2-Api-Key", key).post("/v1/webhooks/" + hook, "{}"));
        said(hookline.anonymous().post("/v1/webhooks/" + hook + "?x-auth-token=" + token, "{}"));
        said(hookline.anonymous().post("/v1/webhooks/" + hook + "?st2-api-key=" + key, "{\"broken\""));
        said(client.with("Authorization", "Bearer " + marked("an Authorization header"))
                .with("Cookie", "session=" + marked("a cookie"))
                .with("X-Auth-Token", token)
                .post("/v1/webhooks/" + hook, "{}"));
        said(client.with("Cookie", "auth-token=" + token).post("/v1/webhooks/st2", "{\"trigger\": \"no.such\"}"));
    }

    private void sendTokensOfSenders() {
        String signed = hook + "-signed";
        make(SampleRule.onHook(signed, signed).runs("core.noop"));
        String secret = marked("a webhook secret");
        ObjectNode wanted = Json.object().put("hook", signed).put("scheme", "gitlab");
        wanted.putArray("secrets").add(secret);
        client.post("/v1/webhooksecrets", wanted.toString()).expecting(201);
        said(hookline.anonymous().with("X-Gitlab-Token", secret).post("/v1/webhooks/" + signed, "{}"))
                .expecting(202);
        said(hookline.anonymous()
                        .with("X-Gitlab-Token", marked("a wrong token of a sender"))
                        .post("/v1/webhooks/" + signed, "{}"))
                .expecting(401);
        said(client.with("X-Gitlab-Token", marked("a token that nobody asks for"))
                .post("/v1/webhooks/" + hook, "{}"));
    }

    private void runActionsWithSecrets() {
        String url = hookline.address() + "/v1/rules";
        make(rule("http", "core.http")
                .with("url", url)
                .with("username", "u")
                .with("password", marked("a rule's secret")));
        // Its parameter is refused when the rule matches, and the reason must not repeat the value
        make(rule("broken", "core.local")
                .with("cmd", "true")
                .with("timeout", "no number")
                .with("sudo_password", marked("a broken rule's secret")));
        Answer webhook = client.post("/v1/webhooks/" + hook, "{}").expecting(202);
        List<String> ids = new ArrayList<>();
        ids.add(run("core.local", Json.object().put("cmd", "echo $0").put("sudo_password", marked("a sudo password"))));
        ids.add(run(
                "core.http",
                Json.object().put("url", url).put("username", "u").put("password", marked("a password for HTTP"))));
        ids.add(run(
                "core.http",
                Json.object()
                        .put("url", "http://127.0.0.1:1/")
                        .put("username", "u")
                        .put("password", marked("a password for nobody"))));
        // Refused: the answer says why without the value
        said(client.post(
                "/v1/executions",
                request("core.local", Json.object().put("sudo_password", marked("a refused secret")))));
        said(client.post(
                "/v1/executions",
                request(
                        "core.local",
                        Json.object()
                                .put("cmd", "true")
                                .set("sudo_password", Json.object().put("not", marked("a secret of a wrong type"))))));
        said(client.post(
                "/v1/executions",
                request(
                        "core.local",
                        Json.object()
                                .put("cmd", "true")
                                .put("sudo_password", "{{ nosuch }}" + marked("a secret template")))));

        ids.forEach(client::ended);
        String instance = webhook.header("X-Trigger-Instance-Id");
        await("the rules' executions")
                .atMost(LONGEST)
                .until(() -> executions(instance).size() >= 2);
        executions(instance)
                .forEach(execution -> client.ended(execution.path("id").asText()));
    }

    private void readEverything() {
        JsonNode executions = said(client.get("/v1/executions?limit=100")).json();
        executions.forEach(execution ->
                said(client.get("/v1/executions/" + execution.path("id").asText())));
        JsonNode rules = said(client.get("/v1/rules")).json();
        rules.forEach(rule -> {
            String ref = rule.path("ref").asText();
            said(client.get("/v1/rules/" + ref));
            said(client.post("/v1/rules/" + ref + "/explain", "{\"payload\": {\"body\": {}}}"))
                    .expecting(200);
        });
        JsonNode instances = said(client.get("/v1/triggerinstances")).json();
        instances.forEach(instance -> said(client.get(
                        "/v1/triggerinstances/" + instance.path("id").asText() + "/explain"))
                .expecting(200));
        for (String path : List.of(
                "/v1/ruleenforcements",
                "/v1/ruleenforcements/views",
                "/v1/apikeys",
                "/v1/webhooksecrets",
                "/v1/triggers",
                "/v1/triggertypes",
                "/v1/webhooks",
                "/v1/actions",
                "/v1/runnertypes",
                "/v1/user",
                "/q/metrics",
                "/q/health")) {
            said(client.get(path));
        }
    }

    private JsonNode executions(String instance) {
        return client.get("/v1/executions?trigger_instance=" + instance)
                .expecting(200)
                .json();
    }

    /** @return its id */
    private String run(String action, ObjectNode parameters) {
        return said(client.post("/v1/executions", request(action, parameters)).expecting(201))
                .json()
                .path("id")
                .asText();
    }

    private static String request(String action, JsonNode parameters) {
        return Json.object().put("action", action).set("parameters", parameters).toString();
    }

    private SampleRule rule(String name, String action) {
        return SampleRule.onHook(hook + "-" + name, hook).runs(action);
    }

    private void make(SampleRule rule) {
        said(client.post("/v1/rules", rule.toString()).expecting(201));
    }

    /** A new secret that can be told from all others. */
    private String marked(String name) {
        String secret = "marked" + UUID.randomUUID().toString().replace("-", "");
        secrets.put(name + " " + secrets.size(), secret);
        return secret;
    }

    private Answer said(Answer answer) {
        // A cookie gives the token back to the one who has it (spec: auth, 2)
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("set-cookie");
        answers.add(headers + "\n" + answer.text());
        return answer;
    }

    private void assertNoSecretIn(String place, String text) {
        secrets.forEach((name, secret) -> {
            for (String spelling : spellings(secret)) {
                if (text.contains(spelling)) {
                    fail(name + " is in " + place + " after: " + before(text, spelling));
                }
            }
        });
    }

    private static List<String> spellings(String secret) {
        byte[] bytes = secret.getBytes(UTF_8);
        return List.of(
                secret,
                HexFormat.of().formatHex(bytes),
                Base64.getEncoder().withoutPadding().encodeToString(bytes));
    }

    private static String before(String text, String secret) {
        int at = text.indexOf(secret);
        return text.substring(Math.max(0, at - SHOWN_BEFORE), at);
    }

    private static List<Path> logs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().contains("log"))
                    .toList();
        }
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }

    /** Of all schemas but the server's own. */
    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet found = connection.createStatement().executeQuery("""
                SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) FROM information_schema.tables
                WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')""")) {
            while (found.next()) {
                tables.add(found.getString(1));
            }
        }
        assertThat(tables).hasSizeGreaterThan(5);
        return tables;
    }
}
