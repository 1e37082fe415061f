package io.hookline.ingest.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.auth.Secrets;
import io.hookline.ingest.IngestCase;
import io.hookline.ingest.IngestProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(IngestProfile.class)
class CredentialsTest extends IngestCase {
    @TestHTTPResource("/")
    URI base;

    private static final String HEX32 = "[0-9a-f]{32}";
    private static final String MASK = "********";
    private static final String ASKED = "Unauthorized - One of Token or API key required.";

    @Test
    void aTokenIsMadeFromUserAndPassword() {
        Instant before = Instant.now();

        Response answer = open().header("Authorization", basic(IngestProfile.USER, IngestProfile.PASSWORD))
                .post("/auth/v1/tokens");

        JsonNode token = tree(answer);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.header("X-API-URL")).isEqualTo("http://hookline.test/api");
        assertThat(token.path("user").asText()).isEqualTo(IngestProfile.USER);
        assertThat(token.path("token").asText()).matches(HEX32);
        assertThat(token.path("id").asText()).matches("[0-9a-f]{24}");
        assertThat(token.path("expiry").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        assertThat(Instant.parse(token.path("expiry").asText()))
                .isBetween(before.plusSeconds(86_399), Instant.now().plusSeconds(86_401));
        assertThat(token.path("metadata")).isEmpty();
        assertThat(token.path("service").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'ttl': 5}          | application/json",
                "{'ttl': null}       | application/json",
                "{'other': [1]}      | application/json",
                "``                  | text/xml",
                "``                  | application/x-www-form-urlencoded",
                "a=b                 | application/x-www-form-urlencoded"
            })
    void aBodyMayBeThereOrNot(String body, String contentType) {
        open().header("Authorization", basic(IngestProfile.USER, IngestProfile.PASSWORD))
                .contentType(contentType)
                .body(body.replace('\'', '"'))
                .post("/auth/v1/tokens")
                .then()
                .statusCode(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'ttl': 0}              | 0 is less than the minimum of 1",
                "{'ttl': -5}             | -5 is less than the minimum of 1",
                "{'ttl': '5'}            | '5' is not of type 'integer', 'null'",
                "{'ttl': 1.5}            | 1.5 is not of type 'integer', 'null'",
                "[]                      | [] is not of type 'object'",
                "{'ttl': 86401}          | TTL specified 86401 is greater than max allowed 86400.",
                "{'ttl': 99999999999999999999} | TTL specified 9223372036854775807 is greater than max allowed 86400.",
                "{'user': 'bob'}         | Current user is not a service and cannot request impersonated tokens",
                "{'impersonate_user': 'b', 'nickname_origin': 'chat'} | Current user is not a service and cannot request"
                        + " impersonated tokens"
            })
    void aWrongRequestForATokenIsRefused(String body, String fault) {
        Response answer = open().header("Authorization", basic(IngestProfile.USER, IngestProfile.PASSWORD))
                .contentType("application/json")
                .body(body.replace('\'', '"'))
                .post("/auth/v1/tokens");

        assertFault(answer, 400, fault);
    }

    @Test
    void theBodyIsCheckedBeforeThePassword() {
        Response answer =
                open().contentType("application/json").body("{\"ttl\": 0}").post("/auth/v1/tokens");

        assertFault(answer, 400, "0 is less than the minimum of 1");
    }

    @Test
    void aFormsTtlIsAList() {
        Response answer = open().header("Authorization", basic(IngestProfile.USER, IngestProfile.PASSWORD))
                .contentType("application/x-www-form-urlencoded")
                .body("ttl=5")
                .post("/auth/v1/tokens");

        assertFault(answer, 400, "['5'] is not of type 'integer', 'null'");
    }

    @Test
    void aBodyThatIsNoJsonIsRefused() {
        Response answer = open().contentType("application/json").body("{not").post("/auth/v1/tokens");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("faultstring")).startsWith("Failed to parse request body: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic",
                "Basic a b",
                "Bearer abc",
                "Basic bm9jb2xvbg==",
                "Basic !!",
                "Basic bm8tc3VjaC11c2VyOnB3",
                "Basic YW5uOndyb25n"
            })
    void whateverIsWrongWithTheLoginTheTextIsOne(String authorization) {
        Response answer = open().header("Authorization", authorization).post("/auth/v1/tokens");

        assertFault(answer, 401, "Invalid or missing credentials");
    }

    @Test
    void tokensAreNotListed() {
        assertFault(request().get("/auth/v1/tokens"), 404, "The resource could not be found.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/tokens", "/auth/v1/tokens/"})
    void otherSpellingsOfThePathAreTheSame(String path) {
        open().header("Authorization", basic(IngestProfile.USER, IngestProfile.PASSWORD))
                .post(path)
                .then()
                .statusCode(201);
    }

    @Test
    void ssoIsOff() {
        assertThat(open().get("/auth/v1/sso").asString()).isEqualTo("{\"enabled\":false}");
    }

    @Test
    void tokensAreValidatedForThoseWhoShowOne() {
        String token = token(60);

        assertThat(json("{'token': '" + token + "'}")
                        .post("/auth/v1/tokens/validate")
                        .asString())
                .isEqualTo("{\"valid\":true}");
        assertThat(json("{'token': 'nope'}").post("/auth/v1/tokens/validate").asString())
                .isEqualTo("{\"valid\":false}");
        assertFault(json("{}").post("/auth/v1/tokens/validate"), 400, "Token is not provided.");
        assertFault(open().post("/auth/v1/tokens/validate"), 401, ASKED);
    }

    @Test
    void thereAreFourWaysToShowACredentialAndACookie() {
        String token = token(60);

        assertThat(user(open().header("X-Auth-Token", token).get("/v1/user")))
                .isEqualTo("ann authentication token header");
        assertThat(user(open().header("St2-Api-Key", IngestProfile.KEY).get("/v1/user")))
                .isEqualTo("root API key header");
        assertThat(user(open().get("/v1/user?x-auth-token=" + token))).isEqualTo("ann authentication token query");
        assertThat(user(open().get("/v1/user?st2-api-key=" + IngestProfile.KEY)))
                .isEqualTo("root API key query");
        assertThat(user(open().cookie("auth-token", token).get("/v1/user")))
                .isEqualTo("ann authentication token header");
    }

    @Test
    void theFirstPlaceThatHoldsAnythingDecides() {
        String token = token(60);

        assertThat(open().header("X-Auth-Token", token)
                        .header("St2-Api-Key", "bad")
                        .get("/v1/user")
                        .statusCode())
                .isEqualTo(200);
        assertFault(request().header("X-Auth-Token", "bad").get("/v1/user"), 401, "Unauthorized");
        assertThat(request().get("/v1/user?x-auth-token=bad").statusCode()).isEqualTo(200);
        assertThat(request().header("x-auth-token", "").get("/v1/user").statusCode())
                .isEqualTo(200);
        assertFault(open().get("/v1/user?x-auth-token=bad&st2-api-key=" + IngestProfile.KEY), 401, "Unauthorized");
        assertFault(open().get("/v1/user?X-Auth-Token=" + token), 401, ASKED);
        assertFault(open().header("Authorization", "Basic YTpi").get("/v1/user"), 401, ASKED);
    }

    @Test
    void anExpiredTokenIsToldFromAnUnknownOne() {
        String token = token(1);

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() ->
                        open().header("X-Auth-Token", token).get("/v1/user").statusCode() == 401);

        assertFault(open().header("X-Auth-Token", token).get("/v1/user"), 401, "Unauthorized - Token has expired.");
        assertFault(open().header("X-Auth-Token", token + "x").get("/v1/user"), 401, "Unauthorized");
    }

    @Test
    void anUnknownKeyIsNamedByItsHash() {
        assertFault(
                open().header("St2-Api-Key", "zzz").get("/v1/user"),
                401,
                "Unauthorized - ApiKey with key_hash=" + Secrets.apiKeyHash("zzz") + " not found.");
    }

    @Test
    void aTokensUserSeesWhenItEnds() {
        JsonNode user = tree(open().header("X-Auth-Token", token(60)).get("/v1/user"));

        assertThat(user.path("authentication").path("token_expire").asText()).endsWith("Z");
        assertThat(user.path("rbac").toString()).isEqualTo("{\"enabled\":false,\"is_admin\":true,\"roles\":[]}");
    }

    @Test
    void aKeyLivesFromItsMakingToItsDeletion() {
        JsonNode made = tree(json("{'metadata': {'used_by': 'x'}}").post("/v1/apikeys"));
        String id = made.path("id").asText();
        String key = made.path("key").asText();
        assertThat(key).matches("[A-Za-z0-9_-]{43,}");
        assertThat(made.path("user").asText()).isEqualTo("root");
        assertThat(made.path("enabled").asBoolean()).isTrue();
        assertThat(made.has("key_hash")).isFalse();
        assertThat(made.path("metadata").toString()).isEqualTo("{\"used_by\":\"x\"}");
        assertThat(withKey(key).statusCode()).isEqualTo(200);

        JsonNode disabled = tree(json("{'id': '" + id + "', 'user': 'bob', 'enabled': false, 'key_hash': '********',"
                        + " 'uid': '********', 'created_at': '2030-01-01T00:00:00.000000Z'}")
                .put("/v1/apikeys/" + id));
        assertThat(disabled.path("enabled").asBoolean(true)).isFalse();
        assertThat(disabled.path("user").asText()).isEqualTo("bob");
        assertThat(disabled.path("created_at")).isEqualTo(made.path("created_at"));
        assertThat(disabled.path("key_hash").asText()).isEqualTo(MASK);
        assertThat(disabled.path("metadata")).isEmpty();
        assertFault(withKey(key), 401, "Unauthorized - API key is disabled.");

        json("{'user': 'bob', 'enabled': true}").put("/v1/apikeys/" + id).then().statusCode(200);
        assertThat(user(withKey(key))).isEqualTo("bob API key header");

        Response deleted = request().delete("/v1/apikeys/" + key);
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.asString()).isEmpty();
        assertThat(withKey(key).jsonPath().getString("faultstring")).endsWith("not found.");
        assertFault(
                request().get("/v1/apikeys/" + id), 404, "ApiKey matching " + id + " for reference and id not found.");
        assertFault(request().delete("/v1/apikeys/" + id), 404, "ApiKey with key or id=" + id + " not found.");
    }

    @Test
    void hashesAreMaskedUnlessAskedFor() {
        JsonNode made = tree(json("{}").post("/v1/apikeys"));
        String id = made.path("id").asText();
        String key = made.path("key").asText();

        JsonNode byId = tree(request().get("/v1/apikeys/" + id));
        JsonNode byKey = tree(request().get("/v1/apikeys/" + key));
        JsonNode shown = tree(request().get("/v1/apikeys/" + id + "?show_secrets=YES"));

        assertThat(byId.path("key_hash").asText()).isEqualTo(MASK);
        assertThat(byId.path("uid").asText()).isEqualTo(MASK);
        assertThat(byId.has("key")).isFalse();
        assertThat(byKey).isEqualTo(byId);
        assertThat(shown.path("key_hash").asText()).isEqualTo(Secrets.apiKeyHash(key));
        assertThat(shown.path("uid").asText()).isEqualTo("api_key:" + Secrets.apiKeyHash(key));
        assertFault(
                request().get("/v1/apikeys/" + id + "?show_secrets=maybe"),
                400,
                "Parameter \"show_secrets\" is not of type boolean");
    }

    @Test
    void keysAreListedOldestFirst() {
        String user = "u" + unique();
        String first = tree(json("{'user': '" + user + "'}").post("/v1/apikeys"))
                .path("id")
                .asText();
        String second = tree(json("{'user': '" + user + "'}").post("/v1/apikeys"))
                .path("id")
                .asText();

        Response page = request().get("/v1/apikeys?user=" + user + "&limit=1");
        Response all = request().get("/v1/apikeys?limit=-1&user=" + user);
        Response every = request().get("/v1/apikeys");

        assertThat(page.jsonPath().getList("id")).containsExactly(first);
        assertThat(page.header("X-Total-Count")).isEqualTo("2");
        assertThat(page.header("X-Limit")).isEqualTo("1");
        assertThat(all.jsonPath().getList("id")).containsExactly(first, second);
        assertThat(all.header("X-Limit")).isNull();
        assertThat(every.header("X-Limit")).isEqualTo("50");
        assertThat(request().get("/v1/apikeys?user=" + user + "&offset=5").asString())
                .isEqualTo("[]");
        assertFault(request().get("/v1/apikeys?limit=x"), 400, "Parameter \"limit\" is not of type integer");
    }

    @Test
    void aKeyMovesInByItsHash() {
        String key = "old-" + unique();
        String id = "0123456789abcdef" + unique().substring(0, 8);
        String body = "{'id': '" + id + "', 'user': 'eve', 'key_hash': '" + Secrets.apiKeyHash(key) + "'}";

        Response moved = json(body).post("/v1/apikeys");
        Response again = json(body.replace(id, "0123456789abcdef01234567")).post("/v1/apikeys");

        assertThat(moved.statusCode()).isEqualTo(201);
        assertThat(tree(moved).path("key").isNull()).isTrue();
        assertThat(tree(moved).path("id").asText()).isEqualTo(id);
        assertThat(user(withKey(key))).isEqualTo("eve API key header");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(tree(again).path("conflict-id").asText()).isEqualTo(id);
        assertThat(tree(again).path("faultstring").asText()).startsWith("Tried to save duplicate unique keys (");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'foo': 1}         | Additional properties are not allowed ('foo' was unexpected)",
                "{'enabled': 'yes'} | 'yes' is not of type 'boolean'",
                "{'user': null}     | None is not of type 'string'",
                "{'user': 5}        | 5 is not of type 'string'",
                "[]                 | [] is not of type 'object'",
                "{'id': 'x'}        | Invalid id \"x\": an id has 24 hexadecimal digits"
            })
    void aWrongNewKeyIsRefused(String body, String fault) {
        assertFault(json(body).post("/v1/apikeys"), 400, fault);
    }

    @Test
    void aWrongChangeOfAKeyIsRefused() {
        String id = tree(json("{}").post("/v1/apikeys")).path("id").asText();

        assertFault(json("{}").put("/v1/apikeys/" + id), 400, "'user' is a required property");
        assertFault(
                json("{'user': 'a', 'key_hash': 'abc'}").put("/v1/apikeys/" + id),
                400,
                "Update of key_hash is not allowed.");
        assertFault(json("{'user': 'a'}").put("/v1/apikeys/nope"), 404, "ApiKey with key or id=nope not found.");
    }

    @Test
    void aBodyLargerThanAnyResourceTakesIsRefused() throws IOException, InterruptedException {
        HttpRequest tooLarge = HttpRequest.newBuilder(base.resolve("/v1/apikeys"))
                .header("St2-Api-Key", IngestProfile.KEY)
                .POST(BodyPublishers.ofByteArray(new byte[12_000_000]))
                .build();

        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(tooLarge, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body())
                    .isEqualTo("{\"faultstring\":\"The request's body is larger than 10485760 bytes\"}");
        }
    }

    @Test
    void theFirstKeyIsMadeOnce() {
        assertThat(request()
                        .get("/v1/apikeys?user=root&limit=-1")
                        .jsonPath()
                        .getList("id")
                        .size())
                .isPositive();
        Set<String> ready =
                new HashSet<>(open().get("/q/health/ready").jsonPath().getList("checks.name"));
        assertThat(ready).contains("bootstrap");
    }

    private static String token(int ttl) {
        return open().header("Authorization", basic(IngestProfile.USER, IngestProfile.PASSWORD))
                .contentType("application/json")
                .body("{\"ttl\": " + ttl + "}")
                .post("/auth/v1/tokens")
                .jsonPath()
                .getString("token");
    }

    private static Response withKey(String key) {
        return open().header("St2-Api-Key", key).get("/v1/user");
    }

    private static String user(Response answer) {
        JsonNode user = tree(answer);
        return user.path("username").asText() + " "
                + user.path("authentication").path("method").asText() + " "
                + user.path("authentication").path("location").asText();
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
