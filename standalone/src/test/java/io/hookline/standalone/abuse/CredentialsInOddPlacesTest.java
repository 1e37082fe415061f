package io.hookline.standalone.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.standalone.abuse.RawConnection.RawAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A good key where none belongs opens nothing; a bad one where it belongs is not saved by a good one elsewhere (spec: auth, 2). */
class CredentialsInOddPlacesTest extends AbuseCase {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer %s",
                "Authorization: St2-Api-Key %s",
                "Authorization: %s",
                "Cookie: st2-api-key=%s",
                "Cookie: auth-token=%s",
                "X-Api-Key: %s",
                "St2_Api_Key: %s",
                "X-Auth-Token: %s",
                "X-Forwarded-User: admin",
                "Remote-User: admin",
                "X-Real-User: %s",
                "St2-Api-Key:",
                "St2-Api-Key: %s, %s",
                "St2-Api-Key: bad\nSt2-Api-Key: %s",
                "X-Auth-Token: bad\nSt2-Api-Key: %s",
                "Referer: http://127.0.0.1/?st2-api-key=%s"
            })
    void aHeaderThatIsNotTheirsOpensNothing(String header) {
        assertThat(status("/v1/rules", header.replace("%s", HOOKLINE.apiKey()))).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?St2-Api-Key=%s",
                "?st2_api_key=%s",
                "?api_key=%s",
                "?x-auth-token=%s",
                "?x-auth-token=bad&st2-api-key=%s",
                "?st2-api-key=&x-auth-token=%s",
                "?st2-api-key[]=%s",
                "?st2-api-key%%00=%s",
                "?q=1#st2-api-key=%s"
            })
    void aParameterThatIsNotTheirsOpensNothing(String query) {
        String path = "/v1/rules" + query.replace("%s", HOOKLINE.apiKey()).replace("%%", "%");

        assertThat(status(path, "X-Nothing: x")).isBetween(400, 401);
    }

    @Test
    void aPathOrABodyIsNoPlaceForThem() {
        assertThat(status("/v1/rules/" + HOOKLINE.apiKey(), "X-Nothing: x")).isEqualTo(401);
        assertThat(status("/v1/rules;st2-api-key=" + HOOKLINE.apiKey(), "X-Nothing: x"))
                .isBetween(401, 404);
        HOOKLINE.anonymous()
                .post(hook, "{\"st2-api-key\": \"" + HOOKLINE.apiKey() + "\"}")
                .expecting(401);
    }

    private static int status(String path, String header) {
        try (var connection = new RawConnection(HOOKLINE)) {
            connection.head("GET " + path + " HTTP/1.1\nHost: 127.0.0.1\n" + header + "\n\n");
            return connection.answer().map(RawAnswer::status).orElse(400);
        }
    }
}
