package io.hookline.action.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.ActionCase;
import io.hookline.action.ActionDatabase;
import io.hookline.action.ActionProfile;
import io.hookline.common.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ActionProfile.class)
class KeyResourceTest extends ActionCase {
    @Inject
    ActionDatabase database;

    private final String name = "k_" + UUID.randomUUID();

    @Test
    void aSecretRestsEncryptedAndIsShownInTheClearOnlyWhenAskedFor() {
        put(name, "{'name': 'k', 'value': 'hidden', 'secret': true}").statusCode(200);

        assertThat(stored()).doesNotContain("hidden");
        JsonNode shown = get("/v1/keys/" + name);
        assertThat(shown.path("value").asText()).matches("[0-9A-F]{90,}");
        assertThat(shown.path("encrypted").asBoolean()).isTrue();
        JsonNode decrypted = get("/v1/keys/" + name + "?decrypt=true");
        assertThat(decrypted.path("value").asText()).isEqualTo("hidden");
        assertThat(decrypted.path("encrypted").asBoolean()).isFalse();
        assertThat(decrypted.path("secret").asBoolean()).isTrue();
    }

    @Test
    void cipherTextIsTakenAsItIsIfItCanBeRead() {
        put(name, "{'name': 'k', 'value': 'hidden', 'secret': true}").statusCode(200);
        String cipherText = get("/v1/keys/" + name).path("value").asText();

        put(name, "{'name': 'k', 'value': '" + cipherText + "', 'encrypted': true}")
                .statusCode(200)
                .body("value", equalTo(cipherText))
                .body("secret", equalTo(true));
        put(name, "{'name': 'k', 'value': 'no cipher text', 'encrypted': true}")
                .statusCode(400)
                .body(
                        "faultstring",
                        equalTo("Failed to verify the integrity of the provided value for key \"" + name
                                + "\". Ensure that the value is encrypted with the correct key and not corrupted."));
        assertThat(get("/v1/keys/" + name + "?decrypt=true").path("value").asText())
                .isEqualTo("hidden");
    }

    @Test
    void aSaveReplacesAllButTheId() {
        String id = put(name, "{'name': 'k', 'value': 'a', 'description': 'd', 'ttl': 100, 'secret': true}")
                .statusCode(200)
                .extract()
                .path("id");

        ObjectNode again = (ObjectNode) Json.stored(put(name, "{'name': 'other', 'value': '', 'id': 'x', 'user': null}")
                .statusCode(200)
                .extract()
                .asString());

        assertThat(again.path("id").asText()).isEqualTo(id);
        assertThat(again.has("description")).isFalse();
        assertThat(again.has("expire_timestamp")).isFalse();
        assertThat(again.path("secret").asBoolean()).isFalse();
        assertThat(again.path("name").asText()).isEqualTo(name);
    }

    @Test
    void anExpiredKeyIsGoneAtOnceAndItsRowSoonAfter() {
        put(name, "{'name': 'k', 'value': 'v', 'ttl': 1}")
                .statusCode(200)
                .body("expire_timestamp", matchesPattern("\\d{4}-.*Z"));
        Instant expires =
                Instant.parse(get("/v1/keys/" + name).path("expire_timestamp").asText());

        await().atMost(Duration.ofSeconds(10))
                .until(() -> caller().get("/v1/keys/" + name).statusCode() == 404);

        assertThat(Instant.now()).isAfterOrEqualTo(expires);
        await().atMost(Duration.ofSeconds(20)).until(() -> stored().isEmpty());
        String old = put(name, "{'name': 'k', 'value': 'v'}")
                .statusCode(200)
                .extract()
                .path("id");
        assertThat(old).isNotEmpty();
    }

    @Test
    void keysOfAUserAreTheirsAlone() {
        put(name, "{'name': 'k', 'value': 'mine', 'scope': 'user', 'user': '" + USER + "'}")
                .statusCode(200)
                .body("uid", equalTo("key_value_pair:st2kv.user:" + USER + ":" + name));
        put(name, "{'name': 'k', 'value': 'ours'}").statusCode(200);

        assertThat(get("/v1/keys/" + name + "?scope=all").path("value").asText())
                .isEqualTo("ours");
        assertThat(get("/v1/keys/" + name + "?user=" + USER).path("value").asText())
                .isEqualTo("mine");
        assertThat(get("/v1/keys?scope=all&prefix=" + name)).hasSize(2);
        assertThat(get("/v1/keys?scope=all&limit=1&prefix=" + name)
                        .get(0)
                        .path("value")
                        .asText())
                .isEqualTo("ours");
        assertThat(get("/v1/keys?prefix=" + name)).hasSize(1);
        caller().get("/v1/keys/" + name + "?user=somebody").then().statusCode(403);
        put(name, "{'name': 'k', 'value': 'v', 'scope': 'user', 'user': 'somebody'}")
                .statusCode(403)
                .body("faultstring", equalTo("\"user\" attribute can only be provided by admins when RBAC is enabled"));
    }

    @Test
    void keysAreAlwaysShownWhole() {
        put(name, "{'name': 'k', 'value': 'v'}").statusCode(200);

        JsonNode whole = get("/v1/keys/" + name);

        assertThat(get("/v1/keys?include_attributes=name,nonsense&name=" + name).get(0))
                .isEqualTo(whole);
        assertThat(get("/v1/keys/" + name + "?user=null")).isEqualTo(whole);
    }

    @Test
    void listsTellHowManyThereAre() {
        for (int i = 3; i > 0; i--) {
            put(name + "." + i, "{'name': 'k', 'value': 'v'}").statusCode(200);
        }

        var answer =
                caller().get("/v1/keys?limit=2&offset=1&prefix=" + name).then().statusCode(200);

        answer.header("X-Total-Count", "3").header("X-Limit", "2");
        answer.body("name", equalTo(List.of(name + ".2", name + ".3")));
        assertThat(get("/v1/keys?sort=-name&prefix=" + name).get(0).path("name").asText())
                .isEqualTo(name + ".3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a:b", "a%b", "č", "a/b", "pack.Sensor:x"})
    void namesAreAnyText(String odd) {
        String path = "/v1/keys/{name}";
        String full = name + odd;

        caller().contentType("application/json")
                .body("{\"name\": \"k\", \"value\": \"v\"}")
                .put(path, full)
                .then()
                .statusCode(200)
                .body("name", equalTo(full));
        caller().get(path, full).then().statusCode(200).body("name", equalTo(full));
        caller().delete(path, full).then().statusCode(204);
        caller().delete(path, full).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/keys/{name}/", "/keys/{name}", "/api/v1/keys/{name}"})
    void namesAreTheSameInEverySpellingOfAPath(String path) {
        String odd = name + "50%20 %";
        caller().contentType("application/json")
                .body("{\"name\": \"k\", \"value\": \"v\"}")
                .put("/v1/keys/{name}", odd)
                .then()
                .statusCode(200);

        caller().get(path, odd).then().statusCode(200).body("name", equalTo(odd));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'name': 'k', 'value': 5}                          | 5 is not of type 'string'
            {'value': 'v'}                                     | 'name' is a required property
            {'name': 'k'}                                      | 'value' is a required property
            {'name': 'k', 'value': 'v', 'ttl': null}           | None is not of type 'integer'
            {'name': 'k', 'value': 'v', 'scope': null}         | None is not of type 'string'
            {'name': 'k', 'value': 'v', 'ttl': -1}             | -1 is less than the minimum of 0
            {'name': 'k', 'value': 'v', 'scope': 'st2kv.all'}  | Scope st2kv.all is not in allowed scopes list: ['system', 'user', 'st2kv.system', 'st2kv.user'].
            {'name': 'k', 'value': 'v', 'scope': 'bogus'}      | Scope st2kv.bogus is not in allowed scopes list: ['system', 'user', 'st2kv.system', 'st2kv.user'].
            {'name': 'k', 'value': 'v', 'scope': 'all'}        | Scope st2kv.all is not in allowed scopes list: ['system', 'user', 'st2kv.system', 'st2kv.user'].
            []                                                 | [] is not of type 'object'
            """)
    void whatCantBeSavedIsRefusedWithAReason(String body, String faultstring) {
        put(name, body).statusCode(400).body("faultstring", equalTo(faultstring));
    }

    @Test
    void aValueIsBounded() {
        put(name, "{'name': 'k', 'value': '" + "x".repeat(1024 * 1024) + "'}").statusCode(200);
        put(name, "{'name': 'k', 'value': '" + "x".repeat(1024 * 1024 + 1) + "'}")
                .statusCode(400)
                .body("faultstring", equalTo("'value' is larger than 1048576 bytes"));
    }

    @Test
    void templatesOfParametersReadTheDatastore() {
        put(name, "{'name': 'k', 'value': 'plain'}").statusCode(200);
        put(name + ".secret", "{'name': 'k', 'value': 'hidden', 'secret': true, 'scope': 'user'}")
                .statusCode(200);

        ObjectNode requested = local("echo {{ st2kv.system['" + name + "'] }} {{ st2kv.user['" + name
                + ".secret'] | decrypt_kv }} [{{ st2kv.system.nosuch }}]");

        assertThat(requested.path("parameters").path("cmd").asText()).isEqualTo("echo plain hidden []");
        awaitStatus(requested, "succeeded");
    }

    @Test
    void everyChangeRaisesItsTrigger() {
        put(name, "{'name': 'k', 'value': 'a', 'scope': 'user'}").statusCode(200);
        put(name, "{'name': 'k', 'value': 'a', 'scope': 'user'}").statusCode(200);
        put(name, "{'name': 'k', 'value': 'b', 'scope': 'user'}").statusCode(200);
        caller().delete("/v1/keys/" + name + "?scope=user").then().statusCode(204);

        List<String> kinds =
                await().atMost(Duration.ofSeconds(30)).until(this::raisedKinds, found -> found.size() >= 5);

        assertThat(kinds).containsExactlyInAnyOrder("create", "update", "update", "value_change", "delete");
    }

    private List<String> raisedKinds() {
        return raised().stream()
                .filter(instance -> instance.trigger().contains("key_value_pair")
                        && instance.payload().toString().contains(name))
                .map(instance -> instance.trigger().substring(instance.trigger().lastIndexOf('.') + 1))
                .toList();
    }

    private static ValidatableResponse put(String name, String body) {
        return caller().contentType("application/json")
                .body(body.replace('\'', '"'))
                .put("/v1/keys/" + name)
                .then();
    }

    /** The row of the key, empty if there is none. */
    private String stored() {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("SELECT document FROM action.keys WHERE address = ?")) {
                select.setString(1, "system:" + name);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? row.getString(1) : "";
                }
            }
        });
    }
}
