package io.hookline.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.Trigger;
import io.hookline.ingest.IngestCase;
import io.hookline.ingest.IngestProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(IngestProfile.class)
class WebhookTest extends IngestCase {
    @TestHTTPResource("/")
    URI base;

    @Test
    void aWebhookBecomesATriggerInstance() {
        Trigger trigger = hook("push-" + unique());
        String hook = url(trigger);
        Instant before = Instant.now();

        Response answer = json("{'key1': 'value1', 'a.b': [1, null]}")
                .header("x-gitHub-event", "push")
                .header("X-Request-Id", "my-id")
                .header("Authorization", "Bearer secret")
                .cookie("a", "b")
                .post("/v1/webhooks/" + hook + "?q=1");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.contentType()).startsWith("application/json");
        assertThat(answer.asString()).isEqualTo("{\"key1\":\"value1\",\"a.b\":[1,null]}");
        assertThat(answer.header("X-Request-Id")).isEqualTo("my-id");
        assertThat(answer.header("X-Trace-Tag")).matches("webhook-" + hook + "-[0-9a-f]{32}");
        String id = answer.header("X-Trigger-Instance-Id");
        JsonNode instance = triggerInstances().get(id);
        assertThat(instance.path("id").asText()).isEqualTo(id);
        assertThat(instance.path("trigger").asText()).isEqualTo(trigger.ref());
        assertThat(instance.path("trace_tag").asText()).isEqualTo(answer.header("X-Trace-Tag"));
        assertThat(Instant.parse(instance.path("occurrence_time").asText())).isBetween(before, Instant.now());
        JsonNode payload = instance.path("payload");
        assertThat(payload.path("body").toString()).isEqualTo(answer.asString());
        assertThat(payload.path("headers").path("X-Github-Event").asText()).isEqualTo("push");
        assertThat(payload.path("headers_lower").path("x-github-event").asText())
                .isEqualTo("push");
        assertThat(payload.path("headers").path("X-Request-Id").asText()).isEqualTo("my-id");
        assertThat(payload.path("headers").path("Content-Length").asText()).isEqualTo("36");
        assertThat(instance.toString()).doesNotContain("secret", IngestProfile.KEY, "Cookie", "q=1");
    }

    @Test
    void aRequestIdIsMadeWhereNoneIsSent() {
        String hook = url(hook("id-" + unique()));

        Response answer = json("{}").post("/v1/webhooks/" + hook);

        JsonNode payload =
                triggerInstances().get(answer.header("X-Trigger-Instance-Id")).path("payload");
        assertThat(payload.path("headers").path("X-Request-Id").asText())
                .isNotEmpty()
                .isEqualTo(answer.header("X-Request-Id"));
    }

    @Test
    void aTraceTagThatIsSentNamesTheTrace() {
        String hook = url(hook("tag-" + unique()));

        Response answer = json("{}").header("st2-trace-TAG", "my tag").post("/v1/webhooks/" + hook);

        JsonNode instance = triggerInstances().get(answer.header("X-Trigger-Instance-Id"));
        assertThat(answer.header("X-Trace-Tag")).isEqualTo("my tag");
        assertThat(instance.path("trace_tag").asText()).isEqualTo("my tag");
        assertThat(instance.path("payload").path("headers_lower").has("st2-trace-tag"))
                .isFalse();
    }

    @Test
    void everySpellingOfAHookGetsAnInstance() {
        String name = "sp-" + unique();
        Trigger bare = hook(name);
        Trigger slashed = hook("/" + name + "/");
        awaitHooks();

        Response answer = json("{'n': 1}").post("/v1/webhooks/" + name);

        String[] ids = answer.header("X-Trigger-Instance-Id").split(",");
        Map<String, JsonNode> instances = triggerInstances();
        assertThat(ids).hasSize(2);
        assertThat(ids)
                .extracting(id -> instances.get(id).path("trigger").asText())
                .containsExactlyInAnyOrder(bare.ref(), slashed.ref());
        assertThat(instances.get(ids[0]).path("payload"))
                .isEqualTo(instances.get(ids[1]).path("payload"));
        assertThat(instances.get(ids[0]).path("trace_tag"))
                .isEqualTo(instances.get(ids[1]).path("trace_tag"));
    }

    @ParameterizedTest
    @CsvSource({
        "a/%s/v1,        /v1/webhooks/a/%s/v1",
        "a/%s/v2,        /v1/webhooks/a%%2F%s/v2/",
        "b%s,            /api/v1/webhooks/b%s",
        "c%s,            /webhooks/c%s/",
        "d%s,            /api/webhooks/d%s",
        "e f+g%s,        /v1/webhooks/e%%20f+g%s",
        "ž日%s,           /v1/webhooks/%%C5%%BE%%E6%%97%%A5%s",
        "ž日2%s,          /api/v1/webhooks/%%C5%%BE%%E6%%97%%A52%s/",
        "h;i=j%s,        /v1/webhooks/h;i=j%s",
        "k%%l%s,         /v1/webhooks/k%%25l%s",
        "m{n}%s,         /api/v1/webhooks/m%%7Bn%%7D%s"
    })
    void theNameIsTheDecodedRestOfThePath(String name, String path) {
        String unique = unique();
        hook(name.formatted(unique));

        Response answer = json("{}").post(path.formatted(unique));

        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({"no-such,no-such", "no/such,no/such", "no/such/,no/such", "no%20such,no such", "%2Fno,/no"})
    void anUnknownHookIsNamed(String path, String name) {
        assertFault(json("{'a': 1}").post("/v1/webhooks/" + path), 404, "Webhook " + name + " not registered with st2");
        assertFault(request().get("/v1/webhooks/" + path), 404, "Webhook " + name + " not registered with st2");
    }

    @Test
    void aDoubleSlashIsNotFound() throws IOException, InterruptedException {
        String hook = url(hook("dd-" + unique()));

        assertThat(post(hook, BodyPublishers.ofString("{}")).statusCode()).isEqualTo(202);
        assertThat(post(hook + "//", BodyPublishers.ofString("{}")).statusCode())
                .isEqualTo(404);
        assertThat(post("/" + hook, BodyPublishers.ofString("{}")).statusCode()).isEqualTo(404);
    }

    @Test
    void aNameHasCase() {
        String hook = url(hook("cc-" + unique()));

        assertThat(json("{}").post("/v1/webhooks/" + hook.replace("cc", "CC")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void checksFollowTheirOrder() {
        String hook = url(hook("or-" + unique()));

        assertFault(
                open().body("{bad").post("/v1/webhooks/" + hook),
                401,
                "Unauthorized - One of Token or API key required.");
        assertFault(open().post("/v1/nowhere/x"), 404, "The resource could not be found.");
        assertThat(json("{bad").post("/v1/webhooks/unknown").statusCode()).isEqualTo(400);
    }

    @Test
    void aFormComesBackAsLists() {
        String hook = url(hook("form-" + unique()));

        Response answer = request()
                .contentType("application/x-www-form-urlencoded")
                .body("a=1&b=x+y&a=2&c=")
                .post("/v1/webhooks/" + hook);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.asString()).isEqualTo("{\"a\":[\"1\",\"2\"],\"b\":[\"x y\"]}");
    }

    @Test
    void aBodyMayBeEmptyOrAList() {
        String hook = url(hook("eb-" + unique()));

        assertThat(request().post("/v1/webhooks/" + hook).asString()).isEqualTo("{}");
        assertThat(json("").post("/v1/webhooks/" + hook).asString()).isEqualTo("{}");
        assertThat(json("['first', {'x': 1}]").post("/v1/webhooks/" + hook).asString())
                .isEqualTo("[\"first\",{\"x\":1}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'text' | 'text' is not of type 'object', 'array'",
                "5      | 5 is not of type 'object', 'array'",
                "null   | None is not of type 'object', 'array'",
                "true   | True is not of type 'object', 'array'",
                "1.5    | 1.5 is not of type 'object', 'array'"
            })
    void aBodyThatIsNeitherObjectNorListIsRefused(String body, String fault) {
        String hook = url(hook("bb-" + unique()));

        assertFault(json(body).post("/v1/webhooks/" + hook), 400, fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'a': ", "{'a': '\\ud800'}", "{'\\udc00': 1}", "{'a': 1e400}"})
    void aBodyThatCanNotBeReadIsRefused(String body) {
        String hook = url(hook("bp-" + unique()));

        Response answer = json(body).post("/v1/webhooks/" + hook);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("faultstring")).startsWith("Failed to parse request body: ");
    }

    @Test
    void anotherMediaTypeIsRefused() {
        String hook = url(hook("mt-" + unique()));

        assertFault(
                request().contentType("text/xml").body("<a/>").post("/v1/webhooks/" + hook),
                400,
                "Failed to parse request body: Unsupported Content-Type: \"text/xml\"");
    }

    @Test
    void aHookThatIsGoneIsNotFound() {
        Trigger trigger = hook("gone-" + unique());
        String path = "/v1/webhooks/" + url(trigger);
        json("{}").post(path).then().statusCode(202);

        unpublish(trigger.id());

        // A hit is believed at once; what removes it arrives within milliseconds.
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> json("{}").post(path).statusCode() == 404);
    }

    @Test
    void hooksAreListedByTheirTriggers() {
        Trigger trigger = hook("li/" + unique());

        JsonNode one = tree(request().get("/v1/webhooks/" + url(trigger)));
        JsonNode all = tree(request().get("/v1/webhooks"));

        assertThat(one.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("id", "uid", "ref", "name", "pack", "type", "parameters");
        assertThat(one.path("ref").asText()).isEqualTo(trigger.ref());
        assertThat(one.path("parameters")).isEqualTo(trigger.parameters());
        assertThat(all).contains(one);
        assertThat(request().get("/v1/webhooks/st2").statusCode()).isEqualTo(404);
    }

    @Test
    void theGenericHookRaisesAnyTrigger() {
        String ref = "default.gen" + unique();
        Trigger trigger = Samples.shadow(Ids.fresh(Instant.now()), ref);
        publish(Samples.type(Ids.fresh(Instant.now()), ref, "{}", "{}"));
        publish(trigger);

        Response answer = json("{'trigger': '" + ref + "', 'payload': {'attribute1': 'value1'}}")
                .post("/v1/webhooks/st2");

        JsonNode instance = triggerInstances().get(answer.header("X-Trigger-Instance-Id"));
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(tree(answer).path("payload").path("attribute1").asText()).isEqualTo("value1");
        assertThat(instance.path("trigger").asText()).isEqualTo(ref);
        assertThat(instance.path("payload").toString()).isEqualTo("{\"attribute1\":\"value1\"}");
        assertThat(instance.path("trace_tag").asText()).matches("webhook-st2-[0-9a-f]{32}");
    }

    @Test
    void theGenericHookNamesWhatItDoesNotKnow() {
        assertFault(
                json("{'trigger': 'default.nope', 'payload': {}}").post("/v1/webhooks/st2"),
                400,
                "Trigger payload validation failed and validation is enabled, not dispatching a trigger"
                        + " \"default.nope\": Trigger type with reference \"default.nope\" doesn't exist in the"
                        + " database");
        assertFault(json("[1]").post("/v1/webhooks/st2"), 400, "Webhook body needs to be an object, got: array");
    }

    @Test
    void aBodyUpToTheLimitIsAccepted() throws IOException, InterruptedException {
        String hook = url(hook("max-" + unique()));
        byte[] body = body(300 * 1024);

        assertThat(post(hook, BodyPublishers.ofByteArray(body)).statusCode()).isEqualTo(202);
        HttpResponse<String> chunked = post(hook, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
        assertThat(chunked.statusCode()).isEqualTo(202);
        assertThat(chunked.body()).hasSize(body.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {300 * 1024 + 1, 1_000_000, 12_000_000})
    void aBodyBeyondTheLimitIsRefusedWhetherItsLengthIsAnnouncedOrNot(int size)
            throws IOException, InterruptedException {
        String hook = url(hook("big-" + unique()));
        byte[] body = body(size);

        HttpResponse<String> announced = post(hook, BodyPublishers.ofByteArray(body));
        HttpResponse<String> chunked = post(hook, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

        assertThat(announced.statusCode()).isEqualTo(413);
        assertThat(announced.body()).matches("\\{\"faultstring\":\"The request's body is larger than \\d+ bytes\"}");
        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(chunked.body()).isEqualTo("{\"faultstring\":\"The request's body is larger than 307200 bytes\"}");
    }

    @Test
    void aConnectionLivesOnAfterARefusal() throws IOException, InterruptedException {
        String hook = url(hook("ka-" + unique()));
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int i = 0; i < 5; i++) {
                var refused = HttpRequest.newBuilder(base.resolve("/v1/webhooks/" + hook))
                        .POST(BodyPublishers.ofByteArray(body(200_000)))
                        .build();
                var accepted = HttpRequest.newBuilder(base.resolve("/v1/webhooks/" + hook))
                        .header("St2-Api-Key", IngestProfile.KEY)
                        .POST(BodyPublishers.ofString("{}"))
                        .build();

                assertThat(client.send(refused, HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(401);
                assertThat(client.send(accepted, HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(202);
            }
        }
    }

    private HttpResponse<String> post(String hook, BodyPublisher body) throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var request = HttpRequest.newBuilder(base.resolve("/v1/webhooks/" + hook))
                    .header("St2-Api-Key", IngestProfile.KEY)
                    .header("Content-Type", "application/json")
                    .POST(body)
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static byte[] body(int size) {
        byte[] body = Json.bytes(Json.object().put("a", "x".repeat(size - 8)));
        assertThat(body).hasSize(size);
        return body;
    }
}
