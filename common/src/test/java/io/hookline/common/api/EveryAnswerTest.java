package io.hookline.common.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.hookline.common.KafkaTestResource;
import io.hookline.common.auth.Secrets;
import io.hookline.common.json.Json;
import io.hookline.common.model.ApiKey;
import io.hookline.common.model.Credential;
import io.hookline.common.model.Ids;
import io.hookline.common.model.Token;
import io.hookline.common.topic.Publisher;
import io.hookline.common.topic.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
class EveryAnswerTest {
    private static final String RANDOM_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
    private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");

    @Inject
    Publisher publisher;

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/probe/open", "/v1/probe/open/", "/api/v1/probe/open", "/probe/open", "/api/probe/open/"})
    void everySpellingOfAPathIsServed(String path) {
        when().get(path).then().statusCode(200).header("X-Request-Id", matchesPattern(RANDOM_UUID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v1/", "/api/", "/api/v1/"})
    void whatAnswersHereIsToldToThoseWithCredentials(String path) {
        given().header("St2-Api-Key", key(true))
                .get(path)
                .then()
                .statusCode(200)
                .body("version", notNullValue())
                .body("docs_url", startsWith("http"));
        when().get(path).then().statusCode(401);
    }

    @Test
    void aPackedBodyIsRefused() {
        given().header("Content-Encoding", "gzip")
                .body("[]")
                .post("/v1/probe/open")
                .then()
                .statusCode(415)
                .body("faultstring", equalTo("Unsupported Content-Encoding: send the body as it is"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/xml                             | 400
            application/octet-stream             | 400
            application/json, text/html          | 400
            ''                                   | 400
            application/json                     | 200
            Application/JSON ; charset=utf-8     | 200
            application/vnd.x+json               | 200
            text/plain                           | 200
            """)
    void aBodyOfATypeThatNobodyReadsIsRefused(String type, int status) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/v1/probe/body"))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        HttpResponse<String> answer;
        try (HttpClient client = HttpClient.newHttpClient()) {
            answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        }

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 400) {
            assertThat(Json.stored(answer.body()).path("faultstring").asText())
                    .isEqualTo("Failed to parse request body: Unsupported Content-Type: \"" + type + "\"");
        }
    }

    @Test
    void whereThereIsNoBodyItsTypeDoesNotMatter() {
        given().header("Content-Type", "text/xml").post("/v1/probe/body").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/nowhere, 404, The resource could not be found.",
        "GET, /v1/probe/open//, 404, The resource could not be found.",
        "PUT, /v1/probe/open, 404, The resource could not be found.",
        "GET, /v1/probe/caller, 401, Unauthorized - One of Token or API key required.",
        "GET, /v1/probe/caller?x-auth-token=, 401, Unauthorized - One of Token or API key required.",
        "GET, /v1/probe/caller?x-auth-token=nobodys, 401, Unauthorized",
        "GET, /v1/probe/caller?X-Auth-Token=nobodys, 401, Unauthorized - One of Token or API key required.",
        "GET, /v1/probe/fails/missing, 404, 'Resource with a reference or id \"x\" not found'",
        "GET, /v1/probe/fails/conflict, 409, Tried to save duplicate unique keys (rule:default:x)",
        "GET, /v1/probe/fails/database, 503, 'The database is not available, try again later.'",
        "GET, /v1/probe/fails/io, 500, Internal Server Error",
        "POST, /v1/probe/fails, 408, The request's body did not come in time",
        "GET, /v1/probe/fails/bug, 500, Internal Server Error"
    })
    void everyErrorHasOneShape(String method, String path, int status, String faultstring) {
        when().request(method, path)
                .then()
                .statusCode(status)
                .contentType("application/json")
                .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"))
                .header("Access-Control-Allow-Credentials", "true")
                .body("faultstring", equalTo(faultstring));
    }

    @Test
    void anUnknownKeyIsAnsweredWithItsHash() {
        given().header("St2-Api-Key", "nobodys")
                .get("/v1/probe/caller")
                .then()
                .statusCode(401)
                .body(
                        "faultstring",
                        equalTo("Unauthorized - ApiKey with key_hash=" + Secrets.apiKeyHash("nobodys")
                                + " not found."));
    }

    @Test
    void optionsNeedNoCredentials() {
        given().header("Origin", "http://elsewhere")
                .options("/v1/probe/caller")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Methods", "GET,POST,PUT,DELETE,OPTIONS")
                .header("Access-Control-Allow-Origin", "http://127.0.0.1:3000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v1/nowhere", "/v1/probe/open//", "/api/x", "/auth/v1/tokens", "/q/health"})
    void optionsAreAnsweredOnAnyPath(String path) {
        when().options(path)
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Methods", "GET,POST,PUT,DELETE,OPTIONS")
                .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"))
                .body(emptyString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/probe/open",
                "/v1/nowhere",
                "/v1/probe/caller",
                "/v1/probe/fails/conflict",
                "/v1/probe/fails/database",
                "/v1/probe/fails/bug"
            })
    void everyAnswerMayBeReadByPagesOfAllowedOrigins(String path) {
        given().header("Origin", "http://127.0.0.1:3000")
                .get(path)
                .then()
                .header("Access-Control-Allow-Origin", "http://127.0.0.1:3000")
                .header("Access-Control-Allow-Methods", "GET,POST,PUT,DELETE,OPTIONS")
                .header(
                        "Access-Control-Allow-Headers",
                        "Content-Type,Authorization,X-Auth-Token,St2-Api-Key,X-Request-ID")
                .header("Access-Control-Allow-Credentials", "true")
                .header("Access-Control-Expose-Headers", "Content-Type,X-Limit,X-Total-Count,X-Request-ID")
                .header("Vary", "Origin");
    }

    @Test
    void anOriginThatIsNotAllowedIsServedAllTheSame() {
        given().header("Origin", "http://elsewhere")
                .get("/v1/probe/open")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "http://127.0.0.1:3000");
    }

    @Test
    void headIsGetWithoutABody() {
        String key = key(true);

        given().head("/v1/probe/open/").then().statusCode(200).body(emptyString());
        given().header("St2-Api-Key", key)
                .head("/api/probe/list?limit=5")
                .then()
                .statusCode(200)
                .header("X-Total-Count", "7")
                .header("X-Limit", "5")
                .body(emptyString());
        given().head("/v1/probe/list").then().statusCode(401).body(emptyString());
        given().head("/v1/nowhere").then().statusCode(404).body(emptyString());
        given().head("/v1/probe/body").then().statusCode(404).body(emptyString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0001b", "a\u007fb", "\u00e9", "a b", "\"", "x\ty"})
    void aRequestIdOfOddCharactersHarmsNothing(String id) throws IOException {
        RawHttp answer = RawHttp.send(RestAssured.port, "GET", "/v1/probe/open", "X-Request-Id: " + id);

        assertThat(answer.status()).isIn(200, 400);
    }

    @Test
    void theSendersRequestIdComesBack() {
        given().header("X-Request-ID", "mine").get("/v1/probe/open").then().header("X-Request-Id", "mine");
        given().header("X-Request-ID", "x".repeat(201))
                .get("/v1/probe/open")
                .then()
                .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"));
        given().header("X-Request-ID", "")
                .get("/v1/nowhere")
                .then()
                .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"));
    }

    @Test
    void aBodyThatIsNoJsonIsRefusedInWords() {
        given().body("{")
                .post("/v1/probe/body")
                .then()
                .statusCode(400)
                .body("faultstring", startsWith("Failed to parse request body: "));
        given().body("[1, null]")
                .post("/v1/probe/body")
                .then()
                .statusCode(400)
                .body("faultstring", equalTo("[1, None] is not of type 'object'"));
        given().post("/v1/probe/body").then().statusCode(200);
    }

    @Test
    void aTokenCountsInEachPlaceAndComesBackAsACookie() {
        String token = token(LATER);

        given().header("X-Auth-Token", token)
                .get("/v1/probe/caller")
                .then()
                .statusCode(200)
                .body("name", equalTo("ann"))
                .header(
                        "Set-Cookie",
                        matchesPattern(
                                "auth-token=" + token + "; Max-Age=[0-9]+; Path=/; expires=[A-Z][a-z]{2}, 01-Jan-2099"
                                        + " 00:00:00 GMT; secure; HttpOnly; SameSite=lax"));
        given().get("/v1/probe/caller?x-auth-token=" + token).then().statusCode(200);
        given().cookie("auth-token", token)
                .get("/v1/probe/caller")
                .then()
                .statusCode(200)
                .header("Set-Cookie", equalTo(null));
    }

    @Test
    void theFirstPlaceThatHoldsAnythingDecides() {
        String token = token(LATER);
        String key = key(true);

        given().header("X-Auth-Token", "bad")
                .header("St2-Api-Key", key)
                .get("/v1/probe/caller")
                .then()
                .statusCode(401);
        given().header("X-Auth-Token", token)
                .header("St2-Api-Key", "bad")
                .get("/v1/probe/caller")
                .then()
                .statusCode(200);
        given().header("X-Auth-Token", "")
                .header("St2-Api-Key", key)
                .get("/v1/probe/caller")
                .then()
                .statusCode(200);
        given().header("St2-Api-Key", key)
                .get("/v1/probe/caller?x-auth-token=bad")
                .then()
                .statusCode(200);
    }

    @Test
    void expiredTokensAndDisabledKeysSayWhy() {
        given().header("X-Auth-Token", token(Instant.parse("2020-01-01T00:00:00Z")))
                .get("/v1/probe/caller")
                .then()
                .statusCode(401)
                .body("faultstring", equalTo("Unauthorized - Token has expired."));
        given().header("St2-Api-Key", key(false))
                .get("/v1/probe/caller")
                .then()
                .statusCode(401)
                .body("faultstring", equalTo("Unauthorized - API key is disabled."));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/probe/webhooks/git, 202",
        "POST, /v1/probe/webhooks/git/, 202",
        "POST, /api/v1/probe/webhooks/git, 202",
        "POST, /probe/webhooks/git, 202",
        "POST, /probe/webhooks/%67it, 202",
        "POST, /v1/probe/webhooks/lab/x, 202",
        "POST, /v1/probe/webhooks/lab/../git, 202",
        "POST, /v1/probe/webhooks/other, 403",
        "POST, /v1/probe/webhooks/gitlab, 403",
        "POST, /v1/probe/webhooks/st2, 403",
        "POST, /v1/probe/webhooks/git%2F, 403",
        "POST, /v1/probe/webhooks/%2Fgit, 403",
        "POST, /v1/probe/webhooks/other;/git, 403",
        "POST, /v1/probe/webhooks/git;/../other, 403",
        "POST, /v1/probe/webhooks/git/../other, 403",
        "POST, /v1/probe/webhooks/git%2e%2e, 403",
        "POST, /v1/probe/webhooks/git%00, 403",
        "POST, /v1/probe/webhooks/other?x=/webhooks/git, 403",
        "POST, /v1/probe/webhooks/other/webhooks/git, 403",
        "GET, /v1/probe/webhooks/git, 403",
        "HEAD, /v1/probe/webhooks/git, 403",
        "GET, /v1/probe/caller, 403",
        "GET, /v1/probe/list, 403"
    })
    void aLimitedKeyIsGoodForItsHooksHoweverThePathIsSpelled(String method, String path, int status)
            throws IOException {
        String key = "k" + UUID.randomUUID();
        publish(new ApiKey(
                Ids.fresh(Instant.now()),
                "ann",
                Secrets.apiKeyHash(key),
                true,
                Instant.now(),
                Json.object(),
                List.of("git", "lab/*")));

        assertThat(RawHttp.send(RestAssured.port, method, path, "St2-Api-Key: " + key)
                        .status())
                .isEqualTo(status);
    }

    /** All that may stand in the five places that a request has for a key or token; empty ones are like none (ShownCredentialTest). */
    @Test
    void whatStandsInTheFirstPlaceThatHoldsAnythingIsGoodOrTheRequestEnds() {
        String token = token(LATER);
        String key = key(true);
        List<String> held = List.of("none", "bad", "good");
        for (int request = 0; request < Math.pow(held.size(), 5); request++) {
            List<String> places = places(held, request);
            RequestSpecification asked = given();
            put(places.get(0), token, value -> asked.header("X-Auth-Token", value));
            put(places.get(1), key, value -> asked.header("St2-Api-Key", value));
            put(places.get(2), token, value -> asked.queryParam("x-auth-token", value));
            put(places.get(3), key, value -> asked.queryParam("st2-api-key", value));
            put(places.get(4), token, value -> asked.cookie("auth-token", value));

            int status = asked.get("/v1/probe/caller").statusCode();

            boolean isLetIn = places.stream()
                    .filter(place -> !place.equals("none"))
                    .findFirst()
                    .filter(place -> place.equals("good"))
                    .isPresent();
            assertThat(status).as(places.toString()).isEqualTo(isLetIn ? 200 : 401);
        }
    }

    private static List<String> places(List<String> held, int request) {
        List<String> places = new ArrayList<>();
        for (int place = 0, rest = request; place < 5; place++, rest /= held.size()) {
            places.add(held.get(rest % held.size()));
        }
        return places;
    }

    private static void put(String held, String good, Consumer<String> where) {
        switch (held) {
            case "none" -> {}
            case "bad" -> where.accept("bad");
            default -> where.accept(good);
        }
    }

    @Test
    void aKeyIsNoToken() {
        given().header("X-Auth-Token", key(true)).get("/v1/probe/caller").then().statusCode(401);
    }

    private String token(Instant expiry) {
        String token = UUID.randomUUID().toString().replace("-", "");
        publish(new Token(Ids.fresh(Instant.now()), "ann", Secrets.tokenHash(token), expiry, Json.object()));
        return token;
    }

    private String key(boolean enabled) {
        String key = UUID.randomUUID().toString();
        publish(new ApiKey(
                Ids.fresh(Instant.now()), "ann", Secrets.apiKeyHash(key), enabled, Instant.now(), Json.object()));
        return key;
    }

    // The view has not seen it yet when the request comes: a miss is believed only after catching up.
    private void publish(Credential credential) {
        publisher
                .send(Topics.CREDENTIALS, credential.id(), Json.bytes(credential), Map.of("version", "1"))
                .toCompletableFuture()
                .join();
    }
}
