package io.hookline.ingest.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.auth.ExecutionTokens;
import io.hookline.common.auth.Secrets;
import io.hookline.ingest.IngestCase;
import io.hookline.ingest.IngestDatabase;
import io.hookline.ingest.IngestProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    @Inject
    IngestDatabase database;

    @Inject
    ExecutionTokens executionTokens;

    @Inject
    ExpiredTokens expiredTokens;

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
    void theTokenOfAnExecutionCountsUntilItsTimeIsOver() {
        String execution = "6b04f0b060fd08e819d0aac8";
        String token = executionTokens.issue("ann", execution, Instant.now().plusSeconds(60));
        String old = executionTokens.issue("ann", execution, Instant.now().minusSeconds(1));

        assertThat(user(open().header("X-Auth-Token", token).get("/v1/user")))
                .isEqualTo("ann authentication token header");
        assertThat(json("{'token': '" + token + "'}")
                        .post("/auth/v1/tokens/validate")
                        .asString())
                .isEqualTo("{\"valid\":true}");
        assertFault(open().header("X-Auth-Token", old).get("/v1/user"), 401, "Unauthorized - Token has expired.");
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
        assertFault(
                request().get("/v1/apikeys?include_attributes=nope"),
                400,
                "Invalid or unsupported include attribute specified: nope");
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

    @Test
    void aServiceUserGetsTokensOfOthers() {
        token(60); // a user is known from the first token on

        assertThat(tree(asBot("{'user': 'ann'}")).path("user").asText()).isEqualTo("ann");
        assertThat(tree(asBot("{'impersonate_user': 'annie', 'nickname_origin': 'chat'}"))
                        .path("user")
                        .asText())
                .isEqualTo("ann");
        assertThat(tree(asBot("{}")).path("user").asText()).isEqualTo("bot");
        assertFault(asBot("{'user': 'zoe'}"), 400, "Could not locate user zoe");
        assertFault(asBot("{'user': 'a\\u0000b'}"), 400, "Could not locate user a\0b");
        assertFault(
                asBot("{'impersonate_user': 'zoe', 'nickname_origin': 'chat'}"), 400, "Could not locate user zoe@chat");
        assertFault(
                asBot("{'impersonate_user': 'annie'}"), 400, "Nickname origin is not provided for nickname 'annie'");
        assertFault(asBot("{'user': 5}"), 400, "5 is not of type 'string', 'null'");
    }

    @Test
    void aTokenOfAnotherActsAsThatOther() {
        token(60);

        String token = tree(asBot("{'user': 'ann'}")).path("token").asText();

        assertThat(user(open().header("X-Auth-Token", token).get("/v1/user")))
                .isEqualTo("ann authentication token header");
    }

    @Test
    void whoNamesHimselfInAHeaderIsNobodyHere() {
        assertFault(
                open().header("X-Forwarded-User", "ann").post("/auth/v1/tokens"),
                401,
                "Invalid or missing credentials");
    }

    @Test
    void aUserWhoIsGoneTakesTokensAndKeysAlong() {
        String user = "u" + unique();
        String key = tree(json("{'user': '" + user + "'}").post("/v1/apikeys"))
                .path("key")
                .asText();
        assertThat(withKey(key).statusCode()).isEqualTo(200);
        String token = tree(asBot("{'user': '" + user + "'}")).path("token").asText();
        assertThat(open().header("X-Auth-Token", token).get("/v1/user").statusCode())
                .isEqualTo(200);

        update("DELETE FROM ingest.users WHERE name = '" + user + "'");

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> withKey(key).statusCode() == 401
                        && open().header("X-Auth-Token", token).get("/v1/user").statusCode() == 401);
        assertFault(asBot("{'user': '" + user + "'}"), 400, "Could not locate user " + user);
    }

    @Test
    void aTokenIsForgottenSomeTimeAfterItsEnd() {
        String old = token(86_400);
        String young = token(86_400);
        expire(old, "49 hours");
        expire(young, "47 hours");

        while (expiredTokens.delete()) {
            // more are waiting
        }

        assertThat(count("SELECT count(*) FROM ingest.tokens WHERE token_hash = '" + Secrets.tokenHash(old) + "'"))
                .isZero();
        assertThat(count("SELECT count(*) FROM ingest.tokens WHERE token_hash = '" + Secrets.tokenHash(young) + "'"))
                .isOne();
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> open().header("X-Auth-Token", old).get("/v1/user").statusCode() == 401);
        assertFault(open().header("X-Auth-Token", old).get("/v1/user"), 401, "Unauthorized");
        assertThat(open().header("X-Auth-Token", young).get("/v1/user").statusCode())
                .isEqualTo(200); // its end was only changed in the table
    }

    @Test
    void expiredTokensAreDeletedAFewAtATime() {
        String user = "u" + unique();
        json("{'user': '" + user + "'}").post("/v1/apikeys").then().statusCode(201);
        update("INSERT INTO ingest.tokens SELECT '" + user + "' || n, '" + user + "', '" + user
                + "' || n, now() - interval '3 days', '{}' FROM generate_series(1, "
                + (ExpiredTokens.DELETED_AT_ONCE + 1) + ") AS n");

        boolean more = expiredTokens.delete();
        while (expiredTokens.delete()) {
            // more are waiting
        }

        assertThat(more).isTrue();
        assertThat(count("SELECT count(*) FROM ingest.tokens WHERE username = '" + user + "'"))
                .isZero();
    }

    @Test
    void aTokenComesBackAsACookie() {
        String token = token(60);

        String cookie = open().header("X-Auth-Token", token).get("/v1/user").header("Set-Cookie");

        assertThat(cookie.toLowerCase(Locale.ROOT))
                .startsWith("auth-token=" + token + ";")
                .containsPattern("max-age=(5\\d|60)(;|$)")
                .contains("path=/", "expires=", "secure", "httponly", "samesite=lax");
        assertThat(open().get("/v1/user?x-auth-token=" + token).header("Set-Cookie"))
                .isNotNull();
        assertThat(open().cookie("auth-token", token).get("/v1/user").header("Set-Cookie"))
                .isNull();
        assertThat(request().get("/v1/user").header("Set-Cookie")).isNull();
        assertThat(open().header("X-Auth-Token", token).get("/v1/apikeys/nope").header("Set-Cookie"))
                .isNull();
    }

    @Test
    void keysAreSortedAsAsked() {
        String user = "u" + unique();
        String first = tree(json("{'user': '" + user + "'}").post("/v1/apikeys"))
                .path("id")
                .asText();
        String second = tree(json("{'user': '" + user + "', 'enabled': false}").post("/v1/apikeys"))
                .path("id")
                .asText();

        assertThat(ids(user, "sort=-created_at")).containsExactly(second, first);
        assertThat(ids(user, "sort=enabled")).containsExactly(second, first);
        assertThat(ids(user, "sort=-enabled,created_at")).containsExactly(first, second);
        assertThat(ids(user, "sort=metadata")).containsExactly(first, second);
        assertThat(ids(user, "sort=-created_at&limit=1&offset=1")).containsExactly(first);
    }

    @Test
    void aKeyMayBeLimitedToHooks() {
        JsonNode made = tree(json("{'hooks': ['/git/', 'lab/*', 'git']}").post("/v1/apikeys"));
        String id = made.path("id").asText();
        String key = made.path("key").asText();

        assertThat(made.path("hooks").toString()).isEqualTo("[\"git\",\"lab/*\"]");
        assertThat(tree(request().get("/v1/apikeys/" + id)).path("hooks")).isEqualTo(made.path("hooks"));
        assertThat(tree(json("{}").post("/v1/apikeys")).has("hooks")).isFalse();
        assertLimited(withKey(key));
        assertLimited(open().header("St2-Api-Key", key).get("/v1/apikeys"));
        assertLimited(open().header("St2-Api-Key", key)
                .contentType("application/json")
                .body("{}")
                .post("/v1/apikeys"));
        assertLimited(open().header("St2-Api-Key", key).get("/v1/webhooks"));
        assertLimited(open().header("St2-Api-Key", key).get("/v1/webhooks/git"));
        assertLimited(post(key, "/v1/webhooks/other"));
        assertLimited(post(key, "/v1/webhooks/st2"));
        assertThat(post(key, "/v1/webhooks/git").statusCode()).isEqualTo(404);
        assertThat(post(key, "/webhooks/%67it/").statusCode()).isEqualTo(404);
        assertThat(open().post("/v1/webhooks/lab/1?st2-api-key=" + key).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aLimitStaysUntilItIsLifted() {
        JsonNode made = tree(json("{'hooks': ['git']}").post("/v1/apikeys"));
        String path = "/v1/apikeys/" + made.path("id").asText();

        JsonNode untouched = tree(json("{'user': 'root'}").put(path));
        JsonNode other = tree(json("{'user': 'root', 'hooks': ['lab']}").put(path));
        JsonNode lifted = tree(json("{'user': 'root', 'hooks': null}").put(path));

        assertThat(untouched.path("hooks").toString()).isEqualTo("[\"git\"]");
        assertThat(other.path("hooks").toString()).isEqualTo("[\"lab\"]");
        assertThat(lifted.has("hooks")).isFalse();
        assertThat(withKey(made.path("key").asText()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "['']",
                "['/']",
                "['*a']",
                "['a*b']",
                "['a**']",
                "[5]",
                "[null]",
                "'git'",
                "{}",
                "['git', '']"
            })
    void aListOfHooksThatSaysNothingClearIsRefused(String hooks) {
        assertThat(json("{'hooks': " + hooks + "}").post("/v1/apikeys").statusCode())
                .isEqualTo(400);
        assertThat(json("{'user': 'a', 'hooks': " + hooks + "}")
                        .put("/v1/apikeys/nope")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void moreHooksThanAHundredAreRefused() {
        String hundred = IntStream.range(0, 100).mapToObj(n -> "'h" + n + "'").collect(Collectors.joining(","));

        assertThat(json("{'hooks': [" + hundred + "]}").post("/v1/apikeys").statusCode())
                .isEqualTo(201);
        assertThat(json("{'hooks': [" + hundred + ",'more']}")
                        .post("/v1/apikeys")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatTheDatabaseCannotHoldIsNotFoundOrRefused() {
        assertThat(request().get("/v1/apikeys/%00").statusCode()).isEqualTo(404);
        assertThat(request().delete("/v1/apikeys/a%00").statusCode()).isEqualTo(404);
        assertThat(json("{'user': 'a'}").put("/v1/apikeys/%00").statusCode()).isEqualTo(404);
        assertThat(request().get("/v1/apikeys?user=%00").asString()).isEqualTo("[]");
        assertThat(json("{'user': 'a\\u0000'}").post("/v1/apikeys").statusCode())
                .isEqualTo(400);
        assertThat(json("{'user': '" + "u".repeat(501) + "'}")
                        .post("/v1/apikeys")
                        .statusCode())
                .isEqualTo(400);
        assertThat(json("{'key_hash': '" + "a".repeat(5000) + "'}")
                        .post("/v1/apikeys")
                        .statusCode())
                .isEqualTo(400);
        assertThat(json("{'user': 'a\\u0000'}").put("/v1/apikeys/nope").statusCode())
                .isEqualTo(400);
    }

    @Test
    void headOfAListTellsItsLengthOnly() {
        Response answer = request().head("/v1/apikeys?limit=1");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("X-Total-Count")).isNotNull();
        assertThat(answer.header("X-Limit")).isEqualTo("1");
        assertThat(answer.asString()).isEmpty();
    }

    @Test
    void whatIsRefusedIsCounted() {
        open().header("St2-Api-Key", "zzz").get("/v1/user").then().statusCode(401);
        open().get("/v1/user").then().statusCode(401);
        open().post("/auth/v1/tokens").then().statusCode(401);

        String metrics = open().get("/q/metrics").asString();

        assertThat(metrics)
                .containsPattern("credentials_refused_total\\{reason=\"unknown\",?\\} [1-9]")
                .containsPattern("credentials_refused_total\\{reason=\"missing\",?\\} [1-9]")
                .containsPattern("tokens_refused_total\\{reason=\"credentials\",?\\} [1-9]");
    }

    private static void assertLimited(Response answer) {
        assertThat(answer.jsonPath().getString("faultstring")).startsWith("Forbidden - API key is limited");
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    private static Response post(String key, String path) {
        return open().header("St2-Api-Key", key)
                .contentType("application/json")
                .body("{}")
                .post(path);
    }

    private static List<String> ids(String user, String query) {
        return request()
                .get("/v1/apikeys?user=" + user + "&" + query)
                .jsonPath()
                .getList("id");
    }

    private static Response asBot(String body) {
        return open().header("Authorization", basic(IngestProfile.SERVICE_USER, IngestProfile.PASSWORD))
                .contentType("application/json")
                .body(body.replace('\'', '"'))
                .post("/auth/v1/tokens");
    }

    private void expire(String token, String ago) {
        update("UPDATE ingest.tokens SET expiry = now() - interval '" + ago + "' WHERE token_hash = '"
                + Secrets.tokenHash(token) + "'");
    }

    private void update(String sql) {
        database.write(transaction -> {
            try (Statement statement = transaction.connection().createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    private long count(String sql) {
        return database.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
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
