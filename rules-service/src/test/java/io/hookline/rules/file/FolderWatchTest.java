package io.hookline.rules.file;

import static io.hookline.rules.Surroundings.ann;
import static io.hookline.rules.Surroundings.json;
import static io.hookline.rules.Surroundings.unique;
import static io.restassured.RestAssured.when;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.hookline.rules.RulesDatabase;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On real files and a real database; the node of the tests watches the folder. */
@QuarkusTest
@TestProfile(FolderWatchTest.Profile.class)
class FolderWatchTest {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Path FOLDER = folder();

    @Inject
    RulesDatabase database;

    @Inject
    FolderRules rules;

    /** A node that watches a folder. */
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("hookline.rules.folder", FOLDER.toString(), "hookline.rules.folder-poll", "100ms");
        }
    }

    /** Each test begins with the folder there and no rule from files. */
    @BeforeEach
    void emptyFolder() throws IOException {
        Files.createDirectories(FOLDER);
        try (Stream<Path> all = Files.walk(FOLDER)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        awaitRules();
    }

    @Test
    void theRulesBecomeWhatTheFilesSay() {
        write("web/rules/a.yaml", rule("a", "one"));
        write("b.yaml", rule("b", "two"));
        awaitRules("default.b", "web.a");
        ann().get("/v1/rules/web.a")
                .then()
                .body("enabled", equalTo(true))
                .body("criteria.'trigger.body.x'.pattern", equalTo("one"))
                .body("metadata_file", equalTo("rules/a.yaml"))
                .body("context.user", equalTo("stanley"));

        write("web/rules/a.yaml", rule("a", "three"));
        await().atMost(LONGEST_WAIT)
                .untilAsserted(() -> ann().get("/v1/rules/web.a")
                        .then()
                        .body("criteria.'trigger.body.x'.pattern", equalTo("three")));

        delete("b.yaml");
        awaitRules("web.a");
    }

    @Test
    void aBrokenFileNeverRemovesAWorkingRuleAndOthersAreNotAffected() {
        write("a.yaml", rule("a", "one"));
        awaitRules("default.a");

        write("a.yaml", "name: a\ntrigger: [\n");
        write("b.yaml", rule("b", "one"));
        write("c.yaml", rule("c", "one").replace("core.st2.webhook", "core.nope"));
        write("d.yaml", rule("e", "one"));
        write("e.yaml", rule("e", "two"));
        // Longer than an index of PostgreSQL takes, and too irregular to be packed
        write(
                "f.yaml",
                rule(
                        Stream.generate(UUID::randomUUID)
                                .limit(400)
                                .map(UUID::toString)
                                .collect(joining()),
                        "one"));

        awaitRules("default.a", "default.b");
        ann().get("/v1/rules/default.a").then().body("criteria.'trigger.body.x'.pattern", equalTo("one"));
        awaitUnusable(5);
    }

    @Test
    void aFolderThatIsGoneChangesNothing() throws IOException {
        write("a.yaml", rule("a", "one"));
        awaitRules("default.a");
        long version = version("default.a");
        Path away = FOLDER.resolveSibling(FOLDER.getFileName() + "-away");

        Files.move(FOLDER, away);
        awaitMetric("rules_files_unreadable", 1);
        assertThat(kept()).containsExactly("default.a");
        Files.move(away, FOLDER);
        awaitMetric("rules_files_unreadable", 0);

        write("b.yaml", rule("b", "one"));
        awaitRules("default.a", "default.b");
        assertThat(version("default.a")).isEqualTo(version);
    }

    @Test
    void whatWasReadWhileTheDatabaseWentAwayIsDoneWhenItIsBack() {
        write("a.yaml", rule("a", "one"));
        awaitRules("default.a");

        database.changeRules(nobodyElse -> {
            write("a.yaml", rule("a", "two"));
            write("b.yaml", rule("b", "one"));
            var interrupted = new AtomicInteger();
            await("the change is tried again and again")
                    .atMost(LONGEST_WAIT)
                    .until(() -> interrupted.addAndGet(interruptChanges()) > 1);
            assertThat(kept()).containsExactly("default.a");
            return nobodyElse;
        });

        awaitRules("default.a", "default.b");
        await().atMost(LONGEST_WAIT)
                .untilAsserted(() -> ann().get("/v1/rules/default.a")
                        .then()
                        .body("criteria.'trigger.body.x'.pattern", equalTo("two")));
        awaitUnusable(0);
    }

    @Test
    void howeverManyNodesReadTheSameTheRuleIsWrittenOnce() {
        write("a.yaml", rule("a", "one"));
        awaitRules("default.a");
        long version = version("default.a");
        List<FileText> texts =
                List.of(new FileText("a.yaml", Optional.empty(), new FileText.Content.Text(rule("a", "one"))));

        List<CompletableFuture<FolderChanges>> nodes = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> rules.apply(texts)))
                .limit(4)
                .toList();

        assertThat(nodes).allSatisfy(node -> assertThat(node.join().isEmpty()).isTrue());
        assertThat(version("default.a")).isEqualTo(version);
    }

    @Test
    void aSecretIsSealedAndDoesNotMakeItsRuleAnotherEachTime() {
        String secret = rule("a", "one")
                .replace("action: {ref: core.noop}", "action: {ref: test.secret, parameters: {password: opensesame}}");
        write("a.yaml", secret);
        awaitRules("default.a");
        long version = version("default.a");

        FolderChanges again =
                rules.apply(List.of(new FileText("a.yaml", Optional.empty(), new FileText.Content.Text(secret))));

        assertThat(again.isEmpty()).isTrue();
        assertThat(version("default.a")).isEqualTo(version);
        ann().get("/v1/rules/default.a").then().body("action.parameters.password", equalTo("********"));
        assertThat(column("action", "default.a")).doesNotContain("opensesame");
    }

    @Test
    void aRuleFromAFileIsChangedThereOnly() {
        write("a.yaml", rule("a", "one"));
        awaitRules("default.a");
        String saved = ann().get("/v1/rules/default.a").asString();

        ann().body(saved.replace("\"enabled\":true", "\"enabled\":false"))
                .put("/v1/rules/default.a")
                .then()
                .statusCode(409)
                .body("faultstring", equalTo("Rule \"default.a\" is kept in the file a.yaml; change it there"));
        ann().delete("/v1/rules/default.a").then().statusCode(409);

        ann().get("/v1/rules/default.a").then().body("enabled", equalTo(true));
    }

    @Test
    void aRuleThatAPersonMadeIsNotTouched() {
        String name = unique("mine");
        ann().body(json("""
                        {'name': '%s', 'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': '%s'}}, 'action': {'ref': 'core.noop'}}
                        """.formatted(name, name))).post("/v1/rules").then().statusCode(201);

        write("a.yaml", rule(name, "one"));
        awaitUnusable(1);

        ann().get("/v1/rules/default." + name)
                .then()
                .body("context.user", equalTo("ann"))
                .body("enabled", equalTo(false));
        delete("a.yaml");
        awaitUnusable(0);
        ann().get("/v1/rules/default." + name).then().statusCode(200);
        ann().delete("/v1/rules/default." + name).then().statusCode(204);
    }

    @Test
    void theHookOfARenamedRuleIsNeverGone() {
        write("a.yaml", rule("a", "one"));
        awaitRules("default.a");
        String trigger = ann().get("/v1/rules/default.a").path("trigger.ref");

        write("a.yaml", rule("b", "one"));

        awaitRules("default.b");
        ann().get("/v1/rules/default.b").then().body("trigger.ref", equalTo(trigger));
    }

    private void awaitRules(String... refs) {
        await().atMost(LONGEST_WAIT).untilAsserted(() -> assertThat(kept()).containsExactlyInAnyOrder(refs));
    }

    private static void awaitUnusable(int files) {
        awaitMetric("rules_files_unusable", files);
    }

    private static void awaitMetric(String name, int value) {
        await().atMost(LONGEST_WAIT)
                .untilAsserted(() -> when().get("/q/metrics").then().body(containsString(name + " " + value + ".0")));
    }

    private Set<String> kept() {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "SELECT pack || '.' || name FROM rules.rules WHERE deleted_at IS NULL AND from_file IS NOT NULL");
                    ResultSet rows = select.executeQuery()) {
                Set<String> refs = new HashSet<>();
                while (rows.next()) {
                    refs.add(rows.getString(1));
                }
                return refs;
            }
        });
    }

    /** Ends the statements of all who wait to change rules, as an operator's intervention would. */
    private int interruptChanges() {
        return database.read(connection -> {
            try (PreparedStatement cancel = connection.prepareStatement("""
                            SELECT count(*) FILTER (WHERE pg_cancel_backend(pid))
                            FROM pg_locks WHERE locktype = 'advisory' AND NOT granted""");
                    ResultSet row = cancel.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        });
    }

    private long version(String ref) {
        return Long.parseLong(column("version", ref));
    }

    private String column(String name, String ref) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT " + name
                    + "::text FROM rules.rules WHERE deleted_at IS NULL AND pack || '.' || name = ?")) {
                select.setString(1, ref);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getString(1);
                }
            }
        });
    }

    private static String rule(String name, String pattern) {
        return """
                name: %s
                enabled: true
                trigger:
                  type: core.st2.webhook
                  parameters: {url: from-files}
                criteria:
                  trigger.body.x: {type: eq, pattern: "%s"}
                action: {ref: core.noop}
                """.formatted(name, pattern);
    }

    private static void write(String name, String text) {
        write(FOLDER, name, text);
    }

    /** As a whole, as tools do. */
    private static void write(Path folder, String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Path next = Files.writeString(file.resolveSibling("." + file.getFileName()), text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(String name) {
        try {
            Files.delete(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("hookline-rules-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
