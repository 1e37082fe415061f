package io.hookline.ingest.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.auth.Secrets;
import io.hookline.ingest.IngestCase;
import io.hookline.ingest.IngestProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Behind a front end that has found out who calls, and with the other settings that are not the usual ones. */
@QuarkusTest
@TestProfile(FrontEndModeTest.Profile.class)
class FrontEndModeTest extends IngestCase {
    private static final String NOBODY = "Invalid or missing credentials";

    @Test
    void theFrontEndsWordIsTaken() {
        JsonNode token = tree(open().header("X-Forwarded-User", "zoe").post("/auth/v1/tokens"));

        assertThat(token.path("user").asText()).isEqualTo("zoe");
        assertThat(tree(open().header("X-Auth-Token", token.path("token").asText())
                                .get("/v1/user"))
                        .path("username")
                        .asText())
                .isEqualTo("zoe");
    }

    @Test
    void aBasicHeaderCountsForItsName() {
        JsonNode token =
                tree(open().header("Authorization", "Basic em9lOndyb25n").post("/auth/v1/tokens"));

        assertThat(token.path("user").asText()).isEqualTo("zoe");
    }

    @Test
    void whoIsNotNamedGetsNone() {
        assertFault(open().post("/auth/v1/tokens"), 401, NOBODY);
        assertFault(
                open().header("X-Forwarded-User", "")
                        .header("Authorization", "Basic em9lOndyb25n")
                        .post("/auth/v1/tokens"),
                401,
                NOBODY);
        assertFault(
                open().header("X-Forwarded-User", "zoe")
                        .header("X-Forwarded-User", "root")
                        .post("/auth/v1/tokens"),
                401,
                NOBODY);
    }

    @Test
    void elsewhereTheFrontEndsHeaderIsNoCredential() {
        assertFault(
                open().header("X-Forwarded-User", "zoe").get("/v1/user"),
                401,
                "Unauthorized - One of Token or API key required.");
    }

    @Test
    void theCookieIsAsTheSettingsSay() {
        String token = tree(open().header("X-Forwarded-User", "zoe").post("/auth/v1/tokens"))
                .path("token")
                .asText();

        String cookie = open().header("X-Auth-Token", token).get("/v1/user").header("Set-Cookie");

        assertThat(cookie).containsIgnoringCase("samesite=strict").doesNotContainIgnoringCase("secure");
    }

    @Test
    void hashesAreShownWhereNothingIsMasked() {
        JsonNode made = tree(json("{}").post("/v1/apikeys"));
        String id = made.path("id").asText();
        String hash = Secrets.apiKeyHash(made.path("key").asText());

        assertThat(made.has("key_hash")).isFalse();
        assertThat(tree(request().get("/v1/apikeys/" + id)).path("key_hash").asText())
                .isEqualTo(hash);
        assertThat(tree(request().get("/v1/apikeys?limit=-1")).findValuesAsText("uid"))
                .contains("api_key:" + hash);
        assertThat(tree(json("{'user': 'a'}").put("/v1/apikeys/" + id))
                        .path("key_hash")
                        .asText())
                .isEqualTo(hash);
    }

    @Test
    void anyOriginMayBeAllowed() {
        assertThat(open().header("Origin", "http://elsewhere").get("/v1/user").header("Access-Control-Allow-Origin"))
                .isEqualTo("http://elsewhere");
    }

    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var settings = new HashMap<>(new IngestProfile().getConfigOverrides());
            settings.put("hookline.auth.mode", "proxy");
            settings.put("hookline.auth.cookie.secure", "false");
            settings.put("hookline.auth.cookie.same-site", "strict");
            settings.put("hookline.api.mask-secrets", "false");
            settings.put("hookline.api.allowed-origins", "*");
            return settings;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return new IngestProfile().testResources();
        }
    }
}
