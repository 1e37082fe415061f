package io.hookline.ingest.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.ingest.IngestCase;
import io.hookline.ingest.IngestProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The settings that the README gives for well-known senders, tried with what those senders send: payloads after their documentation,
 * with the headers that they come with, signed as they sign.
 */
@QuarkusTest
@TestProfile(IngestProfile.class)
class SendersTest extends IngestCase {
    private static final Pattern SETTING = Pattern.compile("`(\\{\"hook\": .*?\\})`");

    /** What the settings made, by hook. */
    private static final Map<String, JsonNode> MADE = new LinkedHashMap<>();

    @BeforeEach
    void theSettingsOfTheReadmeAreMade() throws IOException {
        if (!MADE.isEmpty()) {
            return;
        }
        hook("alertmanager");
        Matcher settings = SETTING.matcher(Files.readString(Path.of("../README.md")));
        while (settings.find()) {
            var setting = (ObjectNode) Json.stored(settings.group(1));
            hook(setting.path("hook").textValue());
            Response made = json(setting.toString()).post("/v1/webhooksecrets");
            assertThat(made.statusCode()).as(setting.toString()).isEqualTo(201);
            MADE.put(setting.path("hook").textValue(), tree(made));
        }
        assertThat(MADE).containsOnlyKeys("github", "gitlab", "stripe", "slack", "standard", "custom");
    }

    @Test
    void github() {
        byte[] body = fixture("github-push.json");
        Function<byte[], RequestSpecification> request = signedBytes -> open().headers(Map.of(
                        "User-Agent", "GitHub-Hookshot/044aadd",
                        "Accept", "*/*",
                        "Content-Type", "application/json",
                        "X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958",
                        "X-GitHub-Event", "push",
                        "X-GitHub-Hook-ID", "292430182",
                        "X-Hub-Signature", "sha1=" + hex(Algorithm.SHA1, "github", "", signedBytes),
                        "X-Hub-Signature-256", "sha256=" + hex(Algorithm.SHA256, "github", "", signedBytes)))
                .body(body);

        assertAccepted(request.apply(body).post("/v1/webhooks/github"));
        assertRefused(request.apply(fixture("alertmanager.json")).post("/v1/webhooks/github"));
    }

    @Test
    void githubAsAForm() {
        byte[] body = fixture("github-push.form");

        Response answer = open().contentType("application/x-www-form-urlencoded")
                .header("X-GitHub-Event", "push")
                .header("X-Hub-Signature-256", "sha256=" + hex(Algorithm.SHA256, "github", "", body))
                .body(new String(body, UTF_8))
                .post("/v1/webhooks/github");

        assertAccepted(answer);
        assertThat(Json.stored(tree(answer).path("payload").path(0).asText())
                        .path("ref")
                        .asText())
                .isEqualTo("refs/heads/main");
    }

    @Test
    void gitlab() {
        Function<String, RequestSpecification> request = token -> open().headers(Map.of(
                        "User-Agent", "GitLab/17.5.0",
                        "Content-Type", "application/json",
                        "Idempotency-Key", "f5e5f430-f57b-4e6e-9fac-d9128cd7232f",
                        "X-Gitlab-Event", "Merge Request Hook",
                        "X-Gitlab-Instance", "https://gitlab.example",
                        "X-Gitlab-Webhook-UUID", "02affd2d-2cba-4033-917d-ec22d5dc4b38",
                        "X-Gitlab-Token", token))
                .body(fixture("gitlab-merge-request.json"));

        Response answer = request.apply(secret("gitlab")).post("/v1/webhooks/gitlab");
        Response again = request.apply(secret("gitlab")).post("/v1/webhooks/gitlab");

        assertAccepted(answer);
        assertThat(again.header("X-Trigger-Instance-Id")).isEqualTo(answer.header("X-Trigger-Instance-Id"));
        assertThat(records().toString()).doesNotContain(secret("gitlab"));
        assertRefused(request.apply("another token").post("/v1/webhooks/gitlab"));
    }

    @Test
    void stripe() {
        byte[] body = fixture("stripe-event.json");
        Function<Long, RequestSpecification> request = time -> open().headers(Map.of(
                        "User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
                        "Content-Type", "application/json; charset=utf-8",
                        "Cache-Control", "no-cache",
                        "Stripe-Signature",
                                "t=" + time + ",v1=" + hex(Algorithm.SHA256, "stripe", time + ".", body) + ",v0="
                                        + "6f".repeat(32)))
                .body(body);

        assertAccepted(request.apply(now()).post("/v1/webhooks/stripe"));
        assertRefused(request.apply(now() - 360).post("/v1/webhooks/stripe"));
    }

    @Test
    void slack() {
        assertAccepted(slack(fixture("slack-event.json"), "application/json", now()));
        assertAccepted(slack(fixture("slack-command.form"), "application/x-www-form-urlencoded", now()));
        assertRefused(slack(fixture("slack-event.json"), "application/json", now() - 360));

        Response handshake = slack(fixture("slack-url-verification.json"), "application/json", now());
        assertThat(handshake.statusCode()).isEqualTo(200);
        assertThat(handshake.asString())
                .isEqualTo("{\"challenge\":\"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P\"}");
    }

    private static Response slack(byte[] body, String type, long time) {
        return open().headers(Map.of(
                        "User-Agent",
                        "Slackbot 1.0 (+https://api.slack.com/robots)",
                        "Accept",
                        "*/*",
                        "Content-Type",
                        type,
                        "X-Slack-Request-Timestamp",
                        time,
                        "X-Slack-Signature",
                        "v0=" + hex(Algorithm.SHA256, "slack", "v0:" + time + ":", body)))
                .body(new String(body, UTF_8))
                .post("/v1/webhooks/slack");
    }

    @Test
    void sendersOfStandardWebhooks() {
        byte[] body = fixture("standard-webhooks.json");
        byte[] key = Base64.getDecoder().decode(secret("standard").substring("whsec_".length()));
        Function<Long, RequestSpecification> request = time -> open().headers(Map.of(
                        "Content-Type",
                        "application/json",
                        "webhook-id",
                        "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W",
                        "webhook-timestamp",
                        time,
                        "webhook-signature",
                        "v1,"
                                + Base64.getEncoder()
                                        .encodeToString(Algorithm.SHA256.hash(
                                                key,
                                                ("msg_2KWPBgLlAfxdpx2AI54pPJ85f4W." + time + ".").getBytes(UTF_8),
                                                body))))
                .body(body);

        assertAccepted(request.apply(now()).post("/v1/webhooks/standard"));
        assertRefused(request.apply(now() + 360).post("/v1/webhooks/standard"));
    }

    @Test
    void sendersWithAHashOfTheirOwn() {
        byte[] body = fixture("standard-webhooks.json");
        Function<String, RequestSpecification> request = hash -> open().contentType("application/json")
                .header("X-Signature", hash)
                .body(body);

        assertAccepted(request.apply("sha512=" + hex(Algorithm.SHA512, "custom", "", body))
                .post("/v1/webhooks/custom"));
        assertRefused(request.apply("sha512=" + hex(Algorithm.SHA256, "custom", "", body))
                .post("/v1/webhooks/custom"));
    }

    @Test
    void alertmanager() {
        RequestSpecification request = open().headers(
                        Map.of("User-Agent", "Alertmanager/0.28.1", "Content-Type", "application/json"))
                .body(fixture("alertmanager.json"));

        assertRefused(request.post("/v1/webhooks/alertmanager"));
        assertAccepted(request.post("/v1/webhooks/alertmanager?st2-api-key=" + IngestProfile.KEY));
        assertAccepted(request.header("St2-Api-Key", IngestProfile.KEY).post("/v1/webhooks/alertmanager"));
    }

    private static void assertAccepted(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
    }

    private static void assertRefused(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(401);
    }

    private static String secret(String hook) {
        return MADE.get(hook).path("secrets").path(0).textValue();
    }

    private static String hex(Algorithm algorithm, String hook, String before, byte[] body) {
        return HexFormat.of().formatHex(algorithm.hash(secret(hook).getBytes(UTF_8), before.getBytes(UTF_8), body));
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private static byte[] fixture(String name) {
        try (var in = SendersTest.class.getResourceAsStream("/senders/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
