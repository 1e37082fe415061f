package io.hookline.action.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.hookline.action.ActionCase;
import io.hookline.action.ActionDatabase;
import io.hookline.action.ActionProfile;
import io.hookline.common.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ActionProfile.class)
class CallbackTest extends ActionCase {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @Inject
    ActionDatabase database;

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private HttpServer receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            received.add(new Received(
                    exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes()));
            Integer status = answers.poll();
            exchange.sendResponseHeaders(status == null ? 204 : status, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void leave() {
        receiver.stop(0);
    }

    @Test
    void anEndIsToldOnceAndSigned() {
        ObjectNode requested =
                withCallback("echo done", Json.object().put("url", url()).put("secret", SECRET));
        JsonNode ended = awaitStatus(requested, "succeeded");
        JsonNode callback = awaitCallback(ended, "delivered");

        assertThat(received).hasSize(1);
        Received one = received.getFirst();
        JsonNode told = Json.stored(new String(one.body(), java.nio.charset.StandardCharsets.UTF_8));
        assertThat(told.path("id")).isEqualTo(ended.path("id"));
        assertThat(told.path("status").asText()).isEqualTo("succeeded");
        assertThat(told.path("result").path("stdout").asText()).isEqualTo("done");
        assertThat(one.headers().getFirst("webhook-id"))
                .isEqualTo(ended.path("id").asText());
        assertThat(one.headers().getFirst("webhook-signature"))
                .isEqualTo(CallbackSignature.of(
                        SECRET,
                        ended.path("id").asText(),
                        Long.parseLong(one.headers().getFirst("webhook-timestamp")),
                        one.body()));
        assertThat(callback.path("attempts").asInt()).isEqualTo(1);
        assertThat(callback.has("next_at")).isFalse();
        for (JsonNode shown : List.of(requested, ended, told)) {
            assertThat(shown.toString()).doesNotContain(SECRET);
            assertThat(shown.path("liveaction").path("callback").path("secret").asText())
                    .isEqualTo("********");
        }
        assertThat(stored(ended)).doesNotContain(SECRET).contains(url());
    }

    @Test
    void aReceiverThatFailsIsToldAgainUnderTheSameId() {
        answers.addAll(List.of(500, 404));
        JsonNode ended = awaitStatus(withCallback("exit 3", Json.object().put("url", url())), "failed");
        JsonNode callback = awaitCallback(ended, "delivered");

        assertThat(received).hasSize(3);
        assertThat(received)
                .extracting(one -> one.headers().getFirst("webhook-id"))
                .containsOnly(ended.path("id").asText());
        assertThat(received.getFirst().headers().containsKey("webhook-signature"))
                .isFalse();
        assertThat(callback.path("attempts").asInt()).isEqualTo(3);
        assertThat(callback.has("last_error")).isFalse();
    }

    @Test
    void whatIsRetriedIsToldWhenTheLastOneHasEnded() {
        String action = retriedAction();
        ObjectNode body = Json.object().put("action", "default." + action);
        body.putObject("parameters").put("cmd", "exit 3");
        body.putObject("callback").put("url", url());
        JsonNode first = awaitStatus(run(body), "failed");

        await().until(() -> !received.isEmpty());

        JsonNode told = Json.stored(new String(received.getFirst().body(), java.nio.charset.StandardCharsets.UTF_8));
        assertThat(told.path("context")
                        .path("policies")
                        .path("retry")
                        .path("retry_count")
                        .asInt())
                .isEqualTo(1);
        assertThat(awaitCallback(told, "delivered").path("attempts").asInt()).isEqualTo(1);
        String path = "/v1/executions/" + first.path("id").asText();
        assertThat(get(path).path("liveaction").path("callback").has("status")).isFalse();
        assertThat(received).hasSize(1);
    }

    @Test
    void aReceiverThatIsGoneIsNotToldAgain() {
        answers.add(410);
        JsonNode ended = awaitStatus(withCallback("true", Json.object().put("url", url())), "succeeded");
        JsonNode callback = awaitCallback(ended, "given_up");

        assertThat(callback.path("last_error").asText()).isEqualTo("the receiver answered 410");
        assertThat(received).hasSize(1);
    }

    @Test
    void afterADayItIsGivenUp() {
        for (int i = 0; i < 100; i++) {
            answers.add(503);
        }
        JsonNode ended = awaitStatus(withCallback("true", Json.object().put("url", url())), "succeeded");
        await().until(() -> !received.isEmpty());

        change("UPDATE action.callbacks SET ended_at = now() - interval '1 day', next_at = now() WHERE id = ?", ended);

        JsonNode callback = awaitCallback(ended, "given_up");
        assertThat(callback.path("last_error").asText()).startsWith("the receiver answered 503; it was tried ");
    }

    @Test
    void whatIsNotPublicIsNotReached() {
        int port = receiver.getAddress().getPort();
        for (String host :
                List.of("127.0.0.2", "[::ffff:127.0.0.2]", "169.254.169.254", "10.255.255.1", "2130706434")) {
            JsonNode ended = awaitStatus(
                    withCallback("true", Json.object().put("url", "http://" + host + ":" + port + "/")), "succeeded");
            JsonNode callback = awaitCallback(ended, "given_up");

            assertThat(callback.path("last_error").asText()).as(host).contains("requests are not sent to");
        }
        assertThat(received).isEmpty();
    }

    @Test
    void anAddressThatIsNoneIsRefusedAtOnce() {
        ObjectNode body = (ObjectNode) json("{'action': 'core.noop', 'callback': {'url': 'gopher://x/'}}");

        Response answer = post(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("faultstring"))
                .contains("callback.url")
                .contains("http and https");
    }

    private String url() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/done";
    }

    private static ObjectNode withCallback(String command, ObjectNode callback) {
        ObjectNode body = Json.object().put("action", "core.local");
        body.putObject("parameters").put("cmd", command);
        body.set("callback", callback);
        return run(body);
    }

    private static JsonNode awaitCallback(JsonNode execution, String status) {
        String path = "/v1/executions/" + execution.path("id").asText();
        return await().until(
                        () -> get(path).path("liveaction").path("callback"),
                        callback -> callback.path("status").asText().equals(status));
    }

    private static String retriedAction() {
        String name = "retried_" + UUID.randomUUID().toString().replace("-", "");
        create("/v1/actions", "{'name': '%s', 'pack': 'default', 'runner_type': 'local-shell-cmd'}".formatted(name));
        create("/v1/policies", """
                        {'name': '%1$s', 'pack': 'default', 'resource_ref': 'default.%1$s', 'policy_type': 'action.retry',
                         'parameters': {'retry_on': 'failure', 'max_retry_count': 1}}""".formatted(name));
        return name;
    }

    private static void create(String path, String body) {
        caller().contentType("application/json")
                .body(json(body).toString())
                .post(path)
                .then()
                .statusCode(201);
    }

    private String stored(JsonNode execution) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT q.liveaction || ' ' || c::text FROM action.execution_requests q"
                            + " JOIN action.callbacks c ON c.id = q.id WHERE q.id = ?")) {
                select.setString(1, execution.path("id").asText());
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getString(1);
                }
            }
        });
    }

    private void change(String statement, JsonNode execution) {
        database.write(transaction -> {
            try (PreparedStatement update = transaction.connection().prepareStatement(statement)) {
                update.setString(1, execution.path("id").asText());
                return update.executeUpdate();
            }
        });
    }

    // Made for each request and only read.
    @SuppressWarnings("ArrayRecordComponent")
    private record Received(Headers headers, byte[] body) {}
}
