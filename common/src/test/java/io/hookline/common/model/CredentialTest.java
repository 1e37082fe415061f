package io.hookline.common.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The topic keeps its records for ever: what an older version wrote is read by every later one. */
class CredentialTest {
    private static final String OLD_KEY = "{\"id\":\"a\",\"user\":\"ann\",\"key_hash\":\"h\",\"enabled\":true,"
            + "\"created_at\":\"2026-11-24T00:00:00.000000Z\",\"metadata\":{}}";
    private static final String OLD_TOKEN = "{\"id\":\"a\",\"user\":\"ann\",\"token_hash\":\"h\","
            + "\"expiry\":\"2026-11-24T00:00:00.000000Z\",\"metadata\":{}}";

    @Test
    void aKeyFromBeforeThereWereLimitsIsGoodForEverything() throws IOException {
        var key = new ApiKey("a", "ann", "h", true, Instant.parse("2026-11-24T00:00:00Z"), Json.object());

        assertThat(read(OLD_KEY)).isEqualTo(key);
        assertThat(Json.text(key)).isEqualTo(OLD_KEY);
        assertThat(read(OLD_TOKEN)).isInstanceOf(Token.class);
    }

    @Test
    void aLimitTravels() throws IOException {
        var key = new ApiKey("a", "ann", "h", true, Instant.EPOCH, Json.object(), List.of("git*"));

        assertThat(read(Json.text(key))).isEqualTo(key);
        assertThat(((ApiKey) read(Json.text(key))).hooks()).containsExactly("git*");
    }

    private static Credential read(String json) throws IOException {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), Credential.class);
    }
}
