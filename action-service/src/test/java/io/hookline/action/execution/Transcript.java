package io.hookline.action.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;

/**
 * The answers in the transcript at the end of the document on webhooks. Ours may hold more fields; those of the document are there,
 * with the same values but for ids, times, the host and what {@code date} printed.
 */
final class Transcript {
    private static final Set<String> TIMES = Set.of("timestamp", "start_timestamp", "end_timestamp");
    private static final Set<String> OF_HOST_OR_MOMENT = Set.of("hostname", "pid", "elapsed_seconds", "stdout");

    private Transcript() {}

    static void check(String name, JsonNode answer) {
        try (InputStream file = Transcript.class.getResourceAsStream("/transcript/" + name + ".json")) {
            check(name, Json.mapper().readTree(file), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(String path, JsonNode expected, JsonNode answer) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        assertThat(answer.getNodeType()).as(path).isEqualTo(expected.getNodeType());
        if (expected.isObject()) {
            for (Map.Entry<String, JsonNode> field : expected.properties()) {
                check(path + "." + field.getKey(), field.getValue(), answer.path(field.getKey()));
            }
        } else if (expected.isArray()) {
            assertThat(answer).as(path).hasSize(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                check(path + "." + i, expected.get(i), answer.get(i));
            }
        } else if (name.equals("id")) {
            assertThat(answer.asText()).as(path).matches("[0-9a-f]{24}");
        } else if (TIMES.contains(name)) {
            assertThat(answer.asText()).as(path).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        } else if (name.equals("web_url")) {
            assertThat(answer.asText()).as(path).matches("https://st2expect/#/history/[0-9a-f]{24}/general");
        } else if (!OF_HOST_OR_MOMENT.contains(name)) {
            assertThat(answer).as(path).isEqualTo(expected);
        }
    }
}
