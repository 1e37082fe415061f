package io.hookline.action.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.ActionCase;
import io.hookline.action.ActionProfile;
import io.hookline.common.json.Json;
import io.hookline.common.topic.Topics;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@TestProfile(ActionProfile.class)
class StreamResourceTest extends ActionCase {
    @TestHTTPResource("/")
    URL address;

    @TempDir
    Path folder;

    @Test
    void everyStateOfAnExecutionIsTold() throws Exception {
        try (EventSource source = open("/stream/v1/stream", Map.of())) {
            ObjectNode requested = run("core.noop", Json.object());
            String id = requested.path("id").asText();

            await().until(() -> states(source, id, "st2.execution__").contains("succeeded"));
            List<EventSource.Event> events = about(source, id);

            assertThat(source.answer().headers().firstValue("Content-Type"))
                    .contains("text/event-stream; charset=UTF-8");
            assertThat(source.answer().headers().firstValue("Cache-Control")).contains("no-cache");
            assertThat(source.answer().headers().firstValue("X-Accel-Buffering"))
                    .contains("no");
            assertThat(source.lines().getFirst()).isEmpty();
            assertThat(states(source, id, "st2.execution__"))
                    .containsExactly("requested", "scheduled", "running", "succeeded");
            assertThat(events)
                    .extracting(EventSource.Event::name)
                    .containsExactly(
                            "st2.execution__create",
                            "st2.execution__update",
                            "st2.execution__update",
                            "st2.execution__update");
            assertThat(events.getFirst().json()).isEqualTo(requested);
            assertThat(events.getLast().json()).isEqualTo(get("/v1/executions/" + id));
            assertThat(events.get(1).json().has("result")).isFalse();
            assertThat(events.get(1).json().path("log")).hasSize(2);
            assertThat(states(source, requested.path("liveaction").path("id").asText(), "st2.liveaction__"))
                    .containsExactly("requested", "scheduled", "running", "succeeded");
        }
    }

    @Test
    void linesOfOutputAreToldToWhoAsksForThem() throws Exception {
        JsonNode requested = local("sleep 1; echo one; echo two >&2; sleep 0.3");
        String id = requested.path("id").asText();
        try (EventSource all = open("/stream/v1/stream", Map.of());
                EventSource source = open(
                        "/stream/stream?end_event=st2.execution__update&end_execution_id=" + id
                                + "&events=st2.execution__update,st2.execution.output__create",
                        Map.of())) {
            await().until(source::isOver);

            assertThat(source.events())
                    .filteredOn(event -> event.name().equals("st2.execution.output__create"))
                    .extracting(event -> event.json().path("output_type").asText() + " "
                            + event.json().path("data").asText())
                    .containsExactlyInAnyOrder("stdout one\n", "stderr two\n");
            assertThat(source.events().getLast().json().path("status").asText()).isEqualTo("succeeded");
            assertThat(all.events()).extracting(EventSource.Event::name).doesNotContain("st2.execution.output__create");
        }
    }

    @Test
    void anEndThatHasComeBeforeEndsTheStreamAtOnce() throws Exception {
        String id = awaitStatus(local("true"), "succeeded").path("id").asText();

        try (EventSource source =
                open("/stream/v1/stream?end_event=st2.execution__update&end_execution_id=" + id, Map.of())) {
            await().until(source::isOver);

            assertThat(source.events()).hasSize(1);
            assertThat(source.events().getFirst().json().path("id").asText()).isEqualTo(id);
        }
    }

    @Test
    void onlyWhatIsAskedForIsTold() throws Exception {
        try (EventSource byAction = open("/v1/stream?action_refs=core.noop", Map.of());
                EventSource byName = open("/stream/v1/stream?events=st2.liveaction__*", Map.of())) {
            String noop = run("core.noop", Json.object()).path("id").asText();
            String echo = run("core.echo", Json.object().put("message", "x"))
                    .path("id")
                    .asText();

            await().until(() -> states(byAction, noop, "st2.execution__").contains("succeeded"));
            await().until(() -> byName.events().size() >= 8);

            assertThat(about(byAction, echo)).isEmpty();
            assertThat(byName.events())
                    .extracting(EventSource.Event::name)
                    .allMatch(name -> name.startsWith("st2.liveaction__"));
            try (EventSource byExecution = open("/stream/v1/stream?execution_ids=" + noop, Map.of())) {
                awaitStatus(run("core.noop", Json.object()), "succeeded");
                assertThat(byExecution.events()).isEmpty();
            }
        }
    }

    @Test
    void secretsAreMasked() throws Exception {
        try (EventSource source = open("/stream/v1/stream", Map.of())) {
            ObjectNode requested = run("core.http", (ObjectNode)
                    json("{'url': 'http://127.0.0.1:9/', 'username': 'u', 'password': 'never-shown'}"));
            String id = requested.path("id").asText();

            await().until(() -> states(source, id, "st2.execution__").contains("failed"));
            assertThat(source.lines()).noneMatch(line -> line.contains("never-shown"));
            assertThat(source.lines()).anyMatch(line -> line.contains("********"));
        }
    }

    @Test
    void anAnnouncementIsToldAsItIs() throws Exception {
        try (EventSource source = open("/stream/v1/stream?events=st2.announcement__*", Map.of())) {
            publisher
                    .send(
                            Topics.STREAM_EVENTS,
                            "k",
                            Json.bytes(json("{'event': 'st2.announcement__chat', 'data':"
                                    + " {'payload': {'text': 'hi'}, 'trace_context': {}}}")),
                            Map.of())
                    .toCompletableFuture()
                    .join();

            await().until(() -> !source.events().isEmpty());
            assertThat(source.events().getFirst().name()).isEqualTo("st2.announcement__chat");
            assertThat(source.events().getFirst().json())
                    .isEqualTo(json("{'payload': {'text': 'hi'}, 'trace_context': {}}"));
        }
    }

    @Test
    void changesOfAliasesAreToldToWhoAsksForThem() throws Exception {
        try (EventSource all = open("/stream/v1/stream", Map.of());
                EventSource source = open("/stream/v1/stream?events=st2.actionalias__*", Map.of())) {
            ObjectNode alias = Json.object().put("name", "told").put("pack", "default");
            alias.put("action_ref", "core.noop").putArray("formats").add("tell");
            String id = Json.stored(caller().contentType("application/json")
                            .body(alias.toString())
                            .post("/v1/actionalias")
                            .asString())
                    .path("id")
                    .asText();
            caller().contentType("application/json")
                    .body(alias.put("enabled", false).toString())
                    .put("/v1/actionalias/" + id);
            JsonNode changed = get("/v1/actionalias/" + id);
            caller().delete("/v1/actionalias/" + id);
            JsonNode requested = run("core.noop", Json.object());

            await().until(() -> source.events().size() >= 3);
            await().until(() -> states(all, requested.path("id").asText(), "st2.execution__")
                    .contains("succeeded"));

            assertThat(source.events())
                    .extracting(EventSource.Event::name)
                    .containsExactly("st2.actionalias__create", "st2.actionalias__update", "st2.actionalias__delete");
            assertThat(source.events().get(1).json()).isEqualTo(changed);
            assertThat(all.events()).extracting(EventSource.Event::name).noneMatch(name -> name.contains("alias"));
        }
    }

    @Test
    void aStreamThatWasLostIsTakenUpWhereItEnded() throws Exception {
        String id;
        String last;
        try (EventSource source = open("/stream/v1/stream", Map.of())) {
            id = local("until [ -e " + folder + "/go ]; do sleep 0.1; done")
                    .path("id")
                    .asText();
            await().until(() -> states(source, id, "st2.execution__").contains("running"));
            last = source.events().getLast().id();
        }
        String other = awaitStatus(run("core.noop", Json.object()), "succeeded")
                .path("id")
                .asText();
        Files.createFile(folder.resolve("go"));
        awaitStatus(get("/v1/executions/" + id), "succeeded");

        try (EventSource again = open("/stream/v1/stream", Map.of("Last-Event-ID", last))) {
            await().until(() -> states(again, id, "st2.execution__").contains("succeeded"));

            assertThat(states(again, id, "st2.execution__")).containsExactly("succeeded");
            assertThat(states(again, other, "st2.execution__"))
                    .containsExactly("requested", "scheduled", "running", "succeeded");
        }
    }

    @Test
    void aPlaceThatIsNotKnownIsToldByAComment() throws Exception {
        for (String place : List.of("0.0-0.0", "nonsense", "999999999.0.0.0.0.0-0.0.0.0.0.0")) {
            try (EventSource source = open("/stream/v1/stream", Map.of("Last-Event-ID", place))) {
                await().until(() -> source.lines().stream().anyMatch(line -> line.startsWith(": ")));
                String id = run("core.noop", Json.object()).path("id").asText();
                await().until(() -> states(source, id, "st2.execution__").contains("succeeded"));
            }
        }
    }

    @Test
    void theOutputOfOneBeginsWithWhatWasPrintedAndEndsWithEof() throws Exception {
        JsonNode requested = local("echo before; until [ -e " + folder + "/go ]; do sleep 0.1; done; echo after >&2");
        String id = requested.path("id").asText();
        await().until(() ->
                caller().get("/v1/executions/" + id + "/output").asString().equals("before\n"));
        try (EventSource source = open("/stream/v1/executions/" + id + "/output", Map.of());
                EventSource errors = open("/stream/executions/" + id + "/output?output_type=stderr", Map.of())) {
            await().until(() -> source.events().size() == 1);
            Files.createFile(folder.resolve("go"));
            await().until(() -> source.isOver() && errors.isOver());

            assertThat(source.events())
                    .extracting(EventSource.Event::name)
                    .containsExactly("st2.execution.output__create", "st2.execution.output__create", "EOF");
            assertThat(source.events().get(0).json().path("data").asText()).isEqualTo("before\n");
            assertThat(source.events().get(1).json().path("data").asText()).isEqualTo("after\n");
            assertThat(source.events().getLast().data()).isEqualTo("''");
            assertThat(errors.events()).hasSize(2);
        }
        try (EventSource later = open("/stream/v1/executions/" + id + "/output", Map.of())) {
            await().until(later::isOver);
            assertThat(later.events()).hasSize(3);
        }
    }

    @Test
    void allOfALongOutputIsToldToWhoComesLate() throws Exception {
        String id = awaitStatus(local("seq 1 5000"), "succeeded").path("id").asText();

        try (EventSource source = open("/stream/v1/executions/" + id + "/output", Map.of())) {
            await().until(source::isOver);

            assertThat(source.events()).hasSize(5_001);
        }
    }

    @Test
    void nobodyListensWithoutCredentialsOrToWhatIsNotThere() {
        Response stranger = io.restassured.RestAssured.given().get("/stream/v1/stream");
        Response unknown = caller().get("/stream/v1/executions/5f5f5f5f5f5f5f5f5f5f5f5f/output");

        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(unknown.statusCode()).isEqualTo(404);
    }

    private EventSource open(String path, Map<String, String> headers) throws Exception {
        String credential = (path.contains("?") ? "&" : "?") + "st2-api-key=" + key();
        return EventSource.open(address.toString().replaceAll("/$", "") + path + credential, headers);
    }

    private static List<EventSource.Event> about(EventSource source, String id) {
        return source.events().stream()
                .filter(event -> event.name().startsWith("st2.execution__"))
                .filter(event -> event.json().path("id").asText().equals(id))
                .toList();
    }

    private static List<String> states(EventSource source, String id, String names) {
        return source.events().stream()
                .filter(event -> event.name().startsWith(names))
                .map(EventSource.Event::json)
                .filter(event -> event.path("id").asText().equals(id))
                .map(event -> event.path("status").asText())
                .toList();
    }
}
