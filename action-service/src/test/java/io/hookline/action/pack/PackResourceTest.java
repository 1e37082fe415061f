package io.hookline.action.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.action.ActionCase;
import io.hookline.action.ActionProfile;
import io.hookline.common.json.Json;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ActionProfile.class)
class PackResourceTest extends ActionCase {
    private static final String KINDS = "'types': ['actions', 'policies', 'sensors', 'aliases', 'configs']";

    @Inject
    MeterRegistry registry;

    private Path home;

    @BeforeEach
    void findHome() {
        home = Path.of(get("/v1/packs/core").path("path").asText(), "..").normalize();
    }

    @Test
    void theDeliveredPacksAreThere() {
        JsonNode core = get("/v1/packs/core");

        assertThat(core.path("uid").asText()).isEqualTo("pack:core");
        assertThat(core.path("files"))
                .extracting(JsonNode::asText)
                .contains("pack.yaml", "actions/local.yaml", "actions/send_mail/send_mail");
        assertThat(get("/v1/packs/" + core.path("id").asText())).isEqualTo(core);
        assertThat(get("/v1/packs?ref=default&include_attributes=name").get(0).has("files"))
                .isFalse();
        Response none = caller().get("/v1/packs?name=nope");
        assertThat(none.asString()).isEqualTo("[]");
        assertThat(none.header("X-Limit")).isEqualTo("100");
        assertFault(caller().get("/v1/packs/nope"), 404, "Resource with a ref or id \"nope\" not found");
    }

    @Test
    void filesAreShownAndAskedForAgainOnlyWhenTheyChange() {
        Response first = caller().get("/v1/packs/views/file/core/actions/noop.yaml");

        assertThat(first.asString()).contains("runner_type: noop");
        assertThat(caller().header("If-None-Match", first.header("ETag"))
                        .get("/v1/packs/views/file/core/actions/noop.yaml")
                        .statusCode())
                .isEqualTo(304);
        assertThat(caller().header("If-None-Match", first.header("ETag").replace("\"", ""))
                        .get("/v1/packs/views/file/core/actions/noop.yaml")
                        .statusCode())
                .isEqualTo(304);
        assertThat(caller().header("If-Modified-Since", first.header("Last-Modified"))
                        .get("/v1/packs/views/file/core/actions/noop.yaml")
                        .statusCode())
                .isEqualTo(304);
        assertThat(get("/v1/packs/views/files/core").findValuesAsText("file_path"))
                .contains("pack.yaml");
        assertFault(caller().get("/v1/packs/views/file/core/no.txt"), 404, "File \"no.txt\" not found");
    }

    @Test
    void nothingOutsideOfAPackIsShown() throws IOException {
        pack("leaky");
        Path secret = Files.writeString(home.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(home.resolve("leaky/link.txt"), secret);
        Files.createSymbolicLink(home.resolve("leaky/up"), home);
        register("{'packs': ['leaky'], 'types': ['actions']}");

        for (String path : new String[] {"link.txt", "up/secret.txt"}) {
            assertFault(caller().get("/v1/packs/views/file/leaky/" + path), 404, "File \"" + path + "\" not found");
        }
        assertThat(get("/v1/packs/views/files/leaky").findValuesAsText("content"))
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "../default/pack.yaml, ../default/pack.yaml",
        "%2e%2e/default/pack.yaml, ../default/pack.yaml",
        "actions/../pack.yaml, actions/../pack.yaml",
        "../pack.yaml, ../pack.yaml",
        "../../../etc/passwd, ../../../etc/passwd",
        "%2e%2e/x, ../x",
        ".., ..",
        "./pack.yaml, ./pack.yaml",
        "/pack.yaml, /pack.yaml"
    })
    void aPathThatIsNotTheShortestIsRefused(String sent, String read) throws Exception {
        URI root = URI.create(RestAssured.baseURI + ":" + RestAssured.port);
        var request = HttpRequest.newBuilder(URI.create(root + "/v1/packs/views/file/core/" + sent))
                .header("St2-Api-Key", key())
                .build();

        HttpResponse<String> answer;
        try (HttpClient client = HttpClient.newHttpClient()) {
            answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        }

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.stored(answer.body()).path("faultstring").asText())
                .isEqualTo("Invalid file path: \"" + read + "\". File path needs to be relative to the pack directory ("
                        + home.resolve("core") + "). For example \"my_action.py\".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runnertypes",
                "runnertypes/noop",
                "packs",
                "packs/core",
                "configs",
                "config_schemas",
                "policies",
                "policytypes",
                "sensortypes",
                "actionalias"
            })
    void anAttributeThatIsNotThereCantBeAskedFor(String path) {
        assertFault(
                caller().get("/v1/" + path + "?include_attributes=id,nonsense"),
                400,
                "Invalid or unsupported include attribute specified: nonsense");
    }

    @Test
    void registeringCopiesWhatThePackSays() throws IOException {
        pack("full");
        write("full/actions/a.yaml", "name: a\nrunner_type: noop\nenabled: false\n");
        write(
                "full/policies/p.yaml",
                "name: p\nresource_ref: full.a\npolicy_type: action.retry\nparameters: {retry_on: failure}\n");
        write("full/sensors/s.yaml", "class_name: S\nentry_point: s.py\npoll_interval: 5\n");
        write("full/aliases/l.yaml", "name: l\naction_ref: full.a\nformats: [do it]\n");
        write(
                "full/config.schema.yaml",
                "token: {type: string, secret: true, required: true}\nport: {type: integer}\n");
        write("../configs/full.yaml", "token: '{{st2kv.system.t}}'\nport: 80\n");

        JsonNode counts = register("{'packs': ['full'], " + KINDS + "}");
        JsonNode again = register("{'packs': ['full'], " + KINDS + "}");

        assertThat(counts)
                .isEqualTo(json("{'runners': 14, 'policy_types': 3, 'sensors': 1, 'actions': 1, 'aliases': 1,"
                        + " 'policies': 1, 'configs': 1}"));
        assertThat(again).isEqualTo(counts);
        assertThat(get("/v1/actions/full.a").path("metadata_file").asText()).isEqualTo("actions/a.yaml");
        assertThat(get("/v1/actions/full.a").path("enabled").asBoolean()).isFalse();
        assertThat(get("/v1/policies/full.p")
                        .path("parameters")
                        .path("max_retry_count")
                        .asInt())
                .isEqualTo(2);
        assertThat(get("/v1/sensortypes/full.S").path("entry_point").asText()).isEqualTo("sensors.s.S");
        assertThat(get("/v1/actionalias/full.l").path("uid").asText()).isEqualTo("action_alias:full:l");
        assertThat(get("/v1/config_schemas/full")
                        .path("attributes")
                        .path("port")
                        .path("type")
                        .asText())
                .isEqualTo("integer");
        assertThat(get("/v1/configs/full").path("values")).isEqualTo(json("{'token': '********', 'port': 80}"));
        assertThat(get("/v1/configs/full?show_secrets=true")
                        .path("values")
                        .path("token")
                        .asText())
                .isEqualTo("{{st2kv.system.t}}");
    }

    @Test
    void aConfigurationIsReplacedAsAWholeAndMasksStandForWhatWasThere() throws IOException {
        pack("kept");
        write("kept/config.schema.yaml", "token: {type: string, secret: true}\nport: {type: integer, default: 1}\n");
        register("{'packs': ['kept'], 'types': ['actions']}");

        put("/v1/configs/kept", "{'token': 'x', 'other': 1}", 200);
        JsonNode shown = put("/v1/configs/kept?show_secrets=true", "{'token': '********', 'port': 2}", 200);

        assertThat(shown.path("values")).isEqualTo(json("{'token': 'x', 'port': 2}"));
        assertThat(home.resolve("../configs/kept.yaml")).hasContent("token: x\nport: 2");
        assertThat(put("/v1/configs/kept", "{'port': 'no'}", 400)
                        .path("faultstring")
                        .asText())
                .startsWith("Failed validating attribute \"port\" in config for pack \"kept\" (")
                .endsWith("): 'no' is not of type 'integer'");
        put("/v1/configs/nope", "{}", 404);
    }

    @Test
    void whatWasSwitchedOffElsewhereStaysOffAndIsCounted() throws IOException {
        pack("over");
        write("over/actions/a.yaml", "name: a\nrunner_type: noop\n");
        write("over/actions/b.yaml", "name: b\nrunner_type: noop\n");
        write("../overrides/over.yaml", "actions: {defaults: {enabled: false}, exceptions: {b: {enabled: true}}}\n");

        JsonNode counts = register("{'packs': ['over'], 'types': ['action']}");

        assertThat(counts.path("actions(overridden)").asInt()).isEqualTo(1);
        assertThat(get("/v1/actions/over.a").path("enabled").asBoolean()).isFalse();
        assertThat(get("/v1/actions/over.b").path("enabled").asBoolean()).isTrue();
    }

    @Test
    void registrationsAndTheirFaultsAreCounted() throws IOException {
        pack("counted");
        write("counted/actions/bad.yaml", "name: bad\n");
        long registrations = registry.timer("packs.registration").count();
        double faults = registry.counter("packs.registration.faults").count();

        register("{'packs': ['counted'], 'types': ['actions'], 'fail_on_failure': false}");

        assertThat(registry.timer("packs.registration").count()).isEqualTo(registrations + 1);
        assertThat(registry.counter("packs.registration.faults").count()).isEqualTo(faults + 1);
    }

    @Test
    void whatIsGoneFromTheDiskIsTakenAwayOnlyWhenAsked() throws IOException {
        pack("pruned");
        write("pruned/actions/a.yaml", "name: a\nrunner_type: noop\n");
        register("{'packs': ['pruned'], 'types': ['actions']}");
        Files.delete(home.resolve("pruned/actions/a.yaml"));

        register("{'packs': ['pruned'], 'types': ['actions']}");
        assertThat(caller().get("/v1/actions/pruned.a").statusCode()).isEqualTo(200);
        register("{'packs': ['pruned'], 'types': ['actions'], 'prune': true}");

        assertThat(caller().get("/v1/actions/pruned.a").statusCode()).isEqualTo(404);
    }

    @Test
    void aFaultyFileIsNamedOrPassedOver() throws IOException {
        pack("faulty");
        write("faulty/actions/a.yaml", "name: a\n");
        write("faulty/actions/b.yaml", "name: b\nrunner_type: noop\npack: other\n");
        write("faulty/actions/c.yaml", "name: c\nrunner_type: noop\n");

        Response refused = send("{'packs': ['faulty'], 'types': ['actions']}");
        JsonNode counts = register("{'packs': ['faulty'], 'types': ['actions'], 'fail_on_failure': false}");

        assertFault(
                refused,
                400,
                "Failed to register action \"" + home.resolve("faulty/actions/a.yaml")
                        + "\" from pack \"faulty\": 'runner_type' is a required property");
        assertThat(counts.path("actions").asInt()).isEqualTo(1);
        assertFault(
                send("{'packs': ['nope']}"),
                400,
                "Pack \"nope\" not found on disk: Directory \"" + home.resolve("nope") + "\" doesn't exist");
        assertThat(Json.stored(send("{'types': ['bogus']}").asString())
                        .path("faultstring")
                        .asText())
                .startsWith("'bogus' is not one of ['all', 'runner', ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/packs/index", "/v1/packs/index/health", "/v1/actionalias/help", "/v1/configs"})
    void whatIsAskedInPassingIsAnswered(String path) {
        assertThat(caller().get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void aCommandRunsTheActionThatItIsMeantFor() {
        alias(
                "say_one",
                "'formats': [{'display': 'shout <text>', 'representation': ['shout {{message}}']}]"
                        + ", 'ack': {'format': 'on it: {{ execution.action.ref }}', 'extra': {'color': 'red'}}");

        JsonNode match = ok(post("/v1/actionalias/match", "{'command': 'shout hello there'}"), 200);
        JsonNode run = ok(
                        post(
                                "/v1/aliasexecution/match_and_execute",
                                "{'command': 'shout hello there', 'user': 'ann', 'source_channel': 'ops', 'notification_route': 'chat'}"),
                        201)
                .path("results")
                .path(0);

        assertThat(match.path("display").asText()).isEqualTo("shout <text>");
        assertThat(match.path("actionalias").path("name").asText()).isEqualTo("say_one");
        assertThat(run.path("message").asText()).isEqualTo("on it: core.echo");
        assertThat(run.path("extra")).isEqualTo(json("{'color': 'red'}"));
        JsonNode ended = awaitStatus(run.path("execution"), "succeeded");
        assertThat(ended.path("result").path("stdout").asText()).isEqualTo("hello there");
        assertThat(ended.path("context").path("api_user").asText()).isEqualTo("ann");
        assertThat(ended.path("context").path("action_alias_ref").asText()).isEqualTo("chat.say_one");
        assertThat(ended.path("liveaction").path("notify").path("on-complete"))
                .isEqualTo(
                        json(
                                "{'routes': ['chat'], 'data': {'user': 'ann', 'source_channel': 'ops', 'source_context': null}}"));
        assertThat(get("/v1/actionalias/help?filter=SHOUT").path("helpstrings"))
                .isEqualTo(json("[{'pack': 'chat', 'display': 'shout <text>', 'description': null}]"));
    }

    @Test
    void aCommandThatIsMeantForNoneOrForTwoIsRefused() {
        alias("twice_a", "'formats': ['do it {{message}}']");
        alias("twice_b", "'formats': ['do {{message}}']");

        assertFault(
                post("/v1/actionalias/match", "{'command': 'nobody knows'}"),
                400,
                "Command 'nobody knows' matched no patterns");
        assertFault(
                post("/v1/actionalias/match", "{'command': 'do it now'}"),
                400,
                "Command 'do it now' matched more than 1 pattern");
        String base = "'name': 'twice_a', 'source_channel': 'ops', 'command': ";
        assertFault(
                post("/v1/aliasexecution", "{" + base + "'x', 'format': 'nope'}"),
                400,
                "Format string \"nope\" is not available on the alias \"twice_a\"");
        assertFault(
                post("/v1/aliasexecution", "{" + base + "'x', 'format': 'do it {{message}}'}"),
                400,
                "Command \"x\" doesn't match format string \"do it {{message}}\"");
        ok(post("/v1/aliasexecution", "{" + base + "'do it now', 'format': 'do it {{message}}'}"), 201);
    }

    /** The command line sends an empty user and no context, and rules read {@code trigger.data.user} and its neighbours. */
    @Test
    void whoSaidACommandAndWhereItIsAnsweredIsKept() {
        alias("channel", "'formats': ['tell {{message}}']");

        JsonNode run = ok(
                post(
                        "/v1/aliasexecution",
                        "{'name': 'channel', 'format': 'tell {{message}}', 'command': 'tell it', 'user': '',"
                                + " 'source_channel': 'cli', 'notification_channel': 'room'}"),
                201);

        assertThat(run.path("execution").path("liveaction").path("notify").path("on-complete"))
                .isEqualTo(json(
                        "{'routes': ['room'], 'data': {'user': '', 'source_channel': 'cli', 'source_context': null}}"));
    }

    private static void alias(String name, String rest) {
        ok(
                post(
                        "/v1/actionalias",
                        "{'name': '" + name + "', 'pack': 'chat', 'action_ref': 'core.echo', " + rest + "}"),
                201);
    }

    private static Response post(String path, String body) {
        return caller().contentType("application/json")
                .body(json(body).toString())
                .post(path);
    }

    private static JsonNode ok(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        return Json.stored(answer.asString());
    }

    @Test
    void nothingIsInstalledFromTheNetwork() {
        assertFault(
                caller().contentType("application/json")
                        .body("{\"packs\": [\"x\"]}")
                        .post("/v1/packs/install"),
                400,
                "Action \"packs.install\" cannot be found.");
        assertFault(
                caller().contentType("application/json").body("{}").post("/v1/packs/install"),
                400,
                "'packs' is a required property");
    }

    private void pack(String name) throws IOException {
        write(name + "/pack.yaml", "name: " + name + "\ndescription: d\nversion: 1.0.0\nauthor: a\n");
    }

    private void write(String path, String text) throws IOException {
        Path file = home.resolve(path).normalize();
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private static Response send(String body) {
        return caller().contentType("application/json")
                .body(json(body).toString())
                .post("/v1/packs/register");
    }

    private static JsonNode register(String body) {
        Response answer = send(body);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return Json.stored(answer.asString());
    }

    private static JsonNode put(String path, String body, int status) {
        Response answer = caller().contentType("application/json")
                .body(json(body).toString())
                .put(path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        return Json.stored(answer.asString());
    }

    private static void assertFault(Response answer, int status, String faultstring) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(Json.stored(answer.asString()).path("faultstring").asText()).isEqualTo(faultstring);
    }
}
