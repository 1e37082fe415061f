package io.hookline.ingest.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.hookline.ingest.IngestCase;
import io.hookline.ingest.IngestProfile;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(IngestProfile.class)
class WebhookSecretResourceTest extends IngestCase {
    @Inject
    @DataSource("ingest")
    AgroalDataSource database;

    @Test
    void aSecretIsShownOnceAndKeptSealed() throws SQLException {
        String hook = "sealed-" + unique();

        Response made = add(hook, "github", "'secrets': ['a secret for everybody']");
        String id = made.jsonPath().getString("id");
        Response read = request().get("/v1/webhooksecrets/" + id);

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.jsonPath().getList("secrets")).containsExactly("a secret for everybody");
        assertThat(tree(read).toString())
                .isEqualTo("{\"id\":\"" + id + "\",\"hook\":\"" + hook + "\",\"scheme\":\"github\",\"secrets\":"
                        + "[\"********\"],\"tolerance\":300,\"created_at\":\""
                        + made.jsonPath().getString("created_at") + "\"}");
        assertThat(stored(id)).contains("hookline-sealed:1:").doesNotContain("everybody");
    }

    @ParameterizedTest
    @CsvSource({"github, [\\w-]{43}", "gitlab, [\\w-]{43}", "standard-webhooks, whsec_[\\w+/]{43}="})
    void withoutOneItIsMade(String scheme, String form) {
        Response made = add("made-" + unique(), scheme, "'tolerance': 60");

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.jsonPath().getString("secrets[0]")).matches(form);
        assertThat(made.jsonPath().getInt("tolerance")).isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource({"stripe", "slack"})
    void unlessItIsForTheSenderToMake(String scheme) {
        assertFault(
                add("given-" + unique(), scheme, "'tolerance': 60"),
                400,
                "'secrets' is a required property: the sender makes them");
    }

    @Test
    void aHookHasOne() {
        String hook = "one-" + unique();
        Response first = add(hook, "github", "'tolerance': 60");

        Response second = add("/" + hook + "/", "gitlab", "'tolerance': 60");

        assertFault(second, 409, "Tried to save duplicate unique keys (webhook_secret:" + hook + ")");
        assertThat(second.jsonPath().getString("conflict-id"))
                .isEqualTo(first.jsonPath().getString("id"));
    }

    @Test
    void whatIsReadMayBeSentBack() {
        String hook = "back-" + unique();
        Response made =
                add(hook, "hmac", "'header': 'X-Sig', 'algorithm': 'sha512', 'encoding': 'base64', 'prefix': 'HMAC '");
        String path = "/v1/webhooksecrets/" + made.jsonPath().getString("id");
        String read = request().get(path).asString();

        Response changed = json(read).put(path);

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.asString()).isEqualTo(read);
        assertThat(request().get(path).asString()).isEqualTo(read);
    }

    @Test
    void someThingsDoNotChange() {
        String hook = "fixed-" + unique();
        String path = "/v1/webhooksecrets/"
                + add(hook, "github", "'tolerance': 60").jsonPath().getString("id");

        assertFault(json("{'hook': 'another', 'scheme': 'github'}").put(path), 400, "Update of hook is not allowed.");
        assertFault(
                json("{'hook': '" + hook + "', 'scheme': 'gitlab'}").put(path),
                400,
                "Another scheme needs secrets of its own");
        assertFault(
                json("{'hook': '" + hook + "', 'scheme': 'github', 'secrets': ['********', '********']}")
                        .put(path),
                400,
                "'secrets': no secret is stored that ******** stands for");
    }

    @Test
    void listsAreFilteredByHook() {
        String hook = "listed-" + unique();
        add(hook, "github", "'tolerance': 60");
        add(hook + "/other", "github", "'tolerance': 60");

        Response found = request().get("/v1/webhooksecrets?hook=" + hook);
        Response all = request().get("/v1/webhooksecrets?limit=1");

        assertThat(found.jsonPath().getList("hook")).containsExactly(hook);
        assertThat(found.jsonPath().getString("[0].secrets[0]")).isEqualTo("********");
        assertThat(found.header("X-Total-Count")).isEqualTo("1");
        assertThat(all.jsonPath().getList("hook")).hasSize(1);
    }

    @Test
    void whatIsDeletedIsGone() {
        String hook = "deleted-" + unique();
        String id = add(hook, "github", "'tolerance': 60").jsonPath().getString("id");

        assertThat(request().delete("/v1/webhooksecrets/" + id).statusCode()).isEqualTo(204);

        String fault = "WebhookSecret with id \"" + id + "\" not found.";
        assertFault(request().get("/v1/webhooksecrets/" + id), 404, fault);
        assertFault(request().delete("/v1/webhooksecrets/" + id), 404, fault);
        assertFault(json("{'hook': '" + hook + "', 'scheme': 'github'}").put("/v1/webhooksecrets/" + id), 404, fault);
        assertThat(add(hook, "github", "'tolerance': 60").statusCode()).isEqualTo(201);
    }

    private static Response add(String hook, String scheme, String more) {
        return json("{'hook': '" + hook + "', 'scheme': '" + scheme + "', " + more + "}")
                .post("/v1/webhooksecrets");
    }

    private String stored(String id) throws SQLException {
        try (Connection connection = database.getConnection();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("SELECT fact::text FROM ingest.webhook_secrets WHERE id = '" + id + "'")) {
            row.next();
            return row.getString(1);
        }
    }
}
