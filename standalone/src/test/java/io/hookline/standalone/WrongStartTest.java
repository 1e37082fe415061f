package io.hookline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands in the way of a start is said in one sentence, with an exit code that is not 0. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongStartTest {
    @TempDir
    static Path folder;

    /** Takes connections and never says a word, as a server that is stopped or cut off. */
    private ServerSocket silent;

    @BeforeAll
    void listen() throws IOException {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterAll
    void close() throws IOException {
        silent.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongStarts")
    void oneSentenceSaysWhatIsWrong(String what, Map<String, String> environment, String named) {
        assertIsSaid(environment, named);
    }

    /** Side by side, since they only wait. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("absent")
    @Execution(ExecutionMode.CONCURRENT)
    void oneSentenceSaysWhoDoesNotAnswer(String who, Map<String, String> environment, String named) {
        assertIsSaid(environment, named);
    }

    private static void assertIsSaid(Map<String, String> environment, String named) {
        try (var hookline = RunningHookline.failingStart(environment)) {
            assertThat(hookline.exitCode()).isEqualTo(1);
            assertThat(hookline.output()).isEmpty();
            assertThat(hookline.errors().lines()).hasSize(1).first().asString().contains(named);
        }
    }

    Stream<Arguments> wrongStarts() throws IOException {
        String port = String.valueOf(silent.getLocalPort());
        Path file = Files.createFile(folder.resolve("a file"));
        return Stream.of(
                arguments("the port is taken", Map.of("HOOKLINE_PORT", port), port),
                arguments("the data folder is a file", Map.of("HOOKLINE_DATA", file.toString()), file.toString()),
                arguments("a setting of our own is bad", Map.of("HOOKLINE_API_KEY", "two words"), "HOOKLINE_API_KEY"),
                arguments(
                        "the secret key is too short",
                        Map.of("HOOKLINE_SECRET_KEY", "c2hvcnQ="),
                        "HOOKLINE_SECRET_KEY"),
                arguments("a duration is bad", Map.of("HOOKLINE_WORKER_LEASE", "soon"), "hookline.worker.lease"),
                arguments(
                        "a token would never count",
                        Map.of("HOOKLINE_AUTH_TOKEN_TTL", "0S"),
                        "hookline.auth.token-ttl"),
                arguments(
                        "there is no such way to log in", Map.of("HOOKLINE_AUTH_MODE", "saml"), "hookline.auth.mode"));
    }

    Stream<Arguments> absent() {
        int port = silent.getLocalPort();
        return Stream.of(
                arguments("Kafka is not there", Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"), "127.0.0.1:1"),
                arguments(
                        "Kafka does not answer",
                        Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + port),
                        "127.0.0.1:" + port),
                arguments(
                        "the database is not there",
                        Map.of("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:1/hookline"),
                        "127.0.0.1:1"),
                arguments(
                        "the database does not answer",
                        Map.of("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:" + port + "/hookline"),
                        "127.0.0.1:" + port));
    }

    @Test
    void aWrongStartBreaksNothing() {
        Path data = folder.resolve("data");
        var before = DataFolder.take(data);
        try (var hookline = RunningHookline.failingStart(Map.of("HOOKLINE_DATA", data.toString()))) {
            assertThat(hookline.errors().lines()).hasSize(1).first().asString().contains(data.toString());
        }
        assertThat(before.path().toFile().list()).isEqualTo(List.of("lock").toArray());
    }
}
