package io.hookline.ingest.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.ingest.IngestCase;
import io.hookline.ingest.IngestProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hooks that demand a signature: who gets in, who does not and is told why, and that no other door opens with it. */
@QuarkusTest
@TestProfile(IngestProfile.class)
class SignedHookTest extends IngestCase {
    private static final String SECRET = "the secret of one sender";
    private static final String NOTHING_SHOWN = "Unauthorized - One of Token or API key required.";
    private static final String BODY = "{\"a\": 1.1, \"b\": null}";

    @TestHTTPResource("/")
    URI base;

    @Test
    void whoSignsNeedsNoKey() {
        String hook = url(hook("signed-" + unique()));
        secret(hook, "github", SECRET);

        Response answer = signed(BODY).post("/v1/webhooks/" + hook);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.asString()).isEqualTo("{\"a\":1.1,\"b\":null}");
        JsonNode headers = triggerInstances()
                .get(answer.header("X-Trigger-Instance-Id"))
                .path("payload")
                .path("headers_lower");
        assertThat(headers.has("x-hub-signature-256")).isFalse();
        assertThat(headers.path("x-github-event").asText()).isEqualTo("push");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/webhooks/%s/",
                "/api/v1/webhooks/%s",
                "/webhooks/%s",
                "/api/webhooks/%s/",
                "/v1/webhooks/%s?q=1"
            })
    void everySpellingOfTheHookIsTheHook(String path) {
        String hook = url(hook("spelled/" + unique()));
        secret(hook, "github", SECRET);

        assertThat(signed(BODY).post(path.formatted(hook)).statusCode()).isEqualTo(202);
        assertFault(
                open().contentType("application/json").body(BODY).post(path.formatted(hook)),
                401,
                "Unauthorized - Header X-Hub-Signature-256 is missing.");
    }

    @Test
    void theReasonIsToldToWhoIsRefused() {
        String hook = url(hook("reasons-" + unique()));
        secret(hook, "github", SECRET);

        assertFault(
                signed(BODY).body(BODY.replace("1.1", "1.10")).post("/v1/webhooks/" + hook),
                401,
                "Unauthorized - No secret of this hook matches header X-Hub-Signature-256.");
        assertFault(
                open().header("X-Hub-Signature-256", "sha1=00").body(BODY).post("/v1/webhooks/" + hook),
                401,
                "Unauthorized - Header X-Hub-Signature-256 must be of the form sha256=<hex>.");
    }

    @Test
    void whatIsAcceptedAndRefusedIsCounted() {
        String hook = url(hook("counted-" + unique()));
        secret(hook, "github", SECRET);

        signed(BODY).post("/v1/webhooks/" + hook);
        open().body(BODY).post("/v1/webhooks/" + hook);

        assertThat(open().get("/q/metrics").asString())
                .contains(
                        "signatures_refused_total{reason=\"missing\",scheme=\"github\"}",
                        "webhooks_refused_total{reason=\"signature\"}",
                        "webhooks_accepted_size_bytes_total",
                        "webhooks_acknowledgement_seconds_bucket");
    }

    @Test
    void whatIsTooOldIsToldByHowMuch() {
        String hook = url(hook("old-" + unique()));
        secret(hook, "slack", SECRET);
        long signedAt = Instant.now().minusSeconds(360).getEpochSecond();

        Response answer = open().contentType("application/json")
                .header("X-Slack-Request-Timestamp", signedAt)
                .header("X-Slack-Signature", "v0=" + hmac("v0:" + signedAt + ":" + BODY))
                .body(BODY)
                .post("/v1/webhooks/" + hook);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.jsonPath().getString("faultstring"))
                .matches("Unauthorized - The signature is too old by [67][0-9] seconds\\.");
    }

    @Test
    void aKeyInsteadOfASignatureIsNotEnough() {
        String hook = url(hook("both-" + unique()));
        secret(hook, "github", SECRET);

        assertFault(
                json("{'a': 1}").post("/v1/webhooks/" + hook),
                401,
                "Unauthorized - Header X-Hub-Signature-256 is missing.");
        assertThat(signed(BODY)
                        .header("St2-Api-Key", IngestProfile.KEY)
                        .post("/v1/webhooks/" + hook)
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void aKeyThatIsShownMustBeGoodAllTheSame() {
        String hook = url(hook("bad-key-" + unique()));
        secret(hook, "github", SECRET);

        assertThat(signed(BODY)
                        .header("St2-Api-Key", "unknown")
                        .post("/v1/webhooks/" + hook)
                        .statusCode())
                .isEqualTo(401);
        assertFault(signed(BODY).header("X-Auth-Token", "unknown").post("/v1/webhooks/" + hook), 401, "Unauthorized");
    }

    @Test
    void theSignatureIsJudgedBeforeTheBodyIsReadAsAnything() {
        String hook = url(hook("raw-" + unique()));
        secret(hook, "github", SECRET);

        assertFault(
                signed(BODY).body("{bad").post("/v1/webhooks/" + hook),
                401,
                "Unauthorized - No secret of this hook matches header X-Hub-Signature-256.");
        assertThat(signed("{bad").post("/v1/webhooks/" + hook).statusCode()).isEqualTo(400);
    }

    @Test
    void aSecretMakesNoHook() {
        String hook = "none-" + unique();
        secret(hook, "github", SECRET);

        assertFault(signed(BODY).post("/v1/webhooks/" + hook), 404, "Webhook " + hook + " not registered with st2");
    }

    @Test
    void withItsSecretGoneTheHookAsksForAKeyAgain() {
        String hook = url(hook("gone-" + unique()));
        String id = secret(hook, "github", SECRET);

        request().delete("/v1/webhooksecrets/" + id);

        assertFault(signed(BODY).post("/v1/webhooks/" + hook), 401, NOTHING_SHOWN);
        assertThat(json("{}").post("/v1/webhooks/" + hook).statusCode()).isEqualTo(202);
    }

    @Test
    void oldAndNewSecretAreGoodUntilTheOldOneIsTakenAway() {
        String hook = url(hook("rotate-" + unique()));
        String id = secret(hook, "github", SECRET);
        String start = "{'hook': '" + hook + "', 'scheme': 'github', 'secrets': ";

        Response both =
                json(start + "['the next secret, as long', '********']}").put("/v1/webhooksecrets/" + id);
        int whileBoth = signed(BODY).post("/v1/webhooks/" + hook).statusCode();
        Response one = json(start + "['********']}").put("/v1/webhooksecrets/" + id);
        int afterwards = signed(BODY).post("/v1/webhooks/" + hook).statusCode();

        assertThat(both.jsonPath().getList("secrets")).containsExactly("the next secret, as long", "********");
        assertThat(whileBoth).isEqualTo(202);
        assertThat(one.jsonPath().getList("secrets")).containsExactly("********");
        assertThat(afterwards).isEqualTo(401);
    }

    @Test
    void slackIsAnsweredWhenItAsksWhoseTheHookIs() {
        String hook = url(hook("slack-" + unique()));
        secret(hook, "slack", SECRET);
        String body = "{\"type\": \"url_verification\", \"token\": \"t\", \"challenge\": \"3eZbrw1aBm2rZgRNFdxV\"}";
        long now = Instant.now().getEpochSecond();

        Response answer = open().contentType("application/json")
                .header("X-Slack-Request-Timestamp", now)
                .header("X-Slack-Signature", "v0=" + hmac("v0:" + now + ":" + body))
                .body(body)
                .post("/v1/webhooks/" + hook);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString()).isEqualTo("{\"challenge\":\"3eZbrw1aBm2rZgRNFdxV\"}");
        assertThat(answer.header("X-Trigger-Instance-Id")).isNull();
    }

    /** All with a signature that is good at the one hook, and no credentials. */
    @ParameterizedTest
    @CsvSource({
        "POST, /v1/webhooks/other-%s",
        "POST, /v1/webhooks/%s/more",
        "POST, /v1/webhooks/%s//",
        "POST, /v1/webhooks//%s",
        "POST, /v1/webhooks/%s%%2F",
        "POST, /v1/webhooks/%%2F%s",
        "POST, /v1/webhooks/%s;x=y",
        "POST, /v1/webhooks/%s%%00",
        "POST, /v1/webhooks/%s%%20",
        "POST, /v1/webhooks/./%s/.",
        "POST, /v1/webhooks/x/../%s/..",
        "POST, /v1/webhooks/st2",
        "POST, /v1/webhooks/webhooks/%s",
        "POST, /v1/rules/webhooks/%s",
        "POST, /v1/apikeys",
        "POST, /v1/apikeys?x=/v1/webhooks/%s",
        "POST, /v1/webhooksecrets",
        "GET, /v1/webhooks/%s",
        "GET, /v1/webhooks",
        "GET, /v1/webhooksecrets",
        "GET, /v1/apikeys",
        "GET, /v1/user",
        "HEAD, /v1/webhooks/%s",
        "PUT, /v1/webhooks/%s",
        "DELETE, /v1/webhooks/%s",
        "PATCH, /v1/webhooks/%s"
    })
    void noOtherDoorOpens(String method, String path) throws IOException, InterruptedException {
        String hook = url(hook("only-" + unique()));
        secret(hook, "github", SECRET);
        hook("other-" + hook);

        HttpResponse<String> answer = send(method, path.formatted(hook));

        assertThat(answer.statusCode()).isIn(401, 404);
        assertThat(answer.headers().firstValue("X-Trigger-Instance-Id")).isEmpty();
    }

    @Test
    void theOneDoorDoes() throws IOException, InterruptedException {
        String hook = url(hook("only-" + unique()));
        secret(hook, "github", SECRET);

        assertThat(send("POST", "/v1/webhooks/" + hook).statusCode()).isEqualTo(202);
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var request = HttpRequest.newBuilder(URI.create("http://" + base.getHost() + ":" + base.getPort() + path))
                    .header("Content-Type", "application/json")
                    .header("X-Hub-Signature-256", "sha256=" + hmac(BODY))
                    .method(method, HttpRequest.BodyPublishers.ofString(BODY))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private String secret(String hook, String scheme, String secret) {
        Response made = json("{'hook': '" + hook + "', 'scheme': '" + scheme + "', 'secrets': ['" + secret + "']}")
                .post("/v1/webhooksecrets");
        assertThat(made.statusCode()).isEqualTo(201);
        return made.jsonPath().getString("id");
    }

    private static RequestSpecification signed(String body) {
        return open().contentType("application/json")
                .header("X-GitHub-Event", "push")
                .header("X-Hub-Signature-256", "sha256=" + hmac(body))
                .body(body);
    }

    private static String hmac(String text) {
        return HexFormat.of()
                .formatHex(Algorithm.SHA256.hash(SECRET.getBytes(UTF_8), new byte[0], text.getBytes(UTF_8)));
    }
}
