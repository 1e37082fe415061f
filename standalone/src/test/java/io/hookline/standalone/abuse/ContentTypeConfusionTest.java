package io.hookline.standalone.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One body, said to be another; or packed, so that it grows when it is read. */
class ContentTypeConfusionTest extends AbuseCase {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "application/xml",
                "application/x-java-serialized-object",
                "application/octet-stream",
                "*/*",
                "application/json, text/html",
                "application/jsonx",
                "json",
                "application/",
                "/",
                "text/json",
                "image/svg+xml"
            })
    void anotherMediaTypeIsRefused(String type) {
        assertFault(
                client.with("Content-Type", type).post(hook, "{\"a\": 1}"),
                400,
                "Failed to parse request body: Unsupported Content-Type: ");
    }

    @Test
    void aFormThatIsSaidToBeJsonIsRefused() {
        assertFault(client.post(hook, "a=1&b=2"), 400, "Failed to parse request body: ");
    }

    @Test
    void jsonThatIsSaidToBeAFormIsOne() {
        assertThat(postForm("{\"a\": 1}").expecting(202).text()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd", "identity, gzip", "x"})
    void anEncodedBodyIsRefusedUnread(String encoding) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("[".repeat(1_000_000).getBytes(StandardCharsets.UTF_8));
        }

        for (String path : new String[] {hook, "/v1/rules", "/v1/executions"}) {
            assertFault(
                    client.with("Content-Encoding", encoding)
                            .send("POST", path, BodyPublishers.ofByteArray(packed.toByteArray())),
                    415,
                    "");
        }
    }

    @Test
    void noEncodingByNameIsNone() {
        client.with("Content-Encoding", "identity").post(hook, "{}").expecting(202);
    }
}
