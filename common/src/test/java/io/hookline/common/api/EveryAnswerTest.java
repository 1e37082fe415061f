package io.hookline.common.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
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
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
class EveryAnswerTest {
    private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");

    @Inject
    Publisher publisher;

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/probe/open", "/v1/probe/open/", "/api/v1/probe/open", "/probe/open", "/api/probe/open/"})
    void everySpellingOfAPathIsServed(String path) {
        when().get(path).then().statusCode(200).header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"));
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

    @Test
    void theSendersRequestIdComesBack() {
        given().header("X-Request-ID", "mine").get("/v1/probe/open").then().header("X-Request-Id", "mine");
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
                .header("Set-Cookie", matchesPattern("auth-token=" + token + ";.*HttpOnly.*"));
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
