package io.hookline.action.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.action.runner.ProcessGroup.End;
import io.hookline.action.runner.ProcessGroup.Exited;
import io.hookline.action.runner.ProcessGroup.Signaled;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of both programs. Where there is no Python, of one twice. */
class LeaderTest {
    private static final int LIMIT = 1000;
    private static final String OWN_FOLDER = "tr '\\0' '\\n' < /proc/$PPID/cmdline | tail -n 1";
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", System.getenv("PATH"));
    private static final LiveOutput UNWATCHED = (stream, line) -> {};

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("programs")
    void aWordThatComesLateSpoilsNoOrder(LeaderProgram program) throws Exception {
        var leaders = new Leaders(program);
        ProcessGroup first = ProcessGroup.start(leaders, shell("true"), LIMIT, UNWATCHED);
        assertThat(first.ended().get(10, TimeUnit.SECONDS)).isEqualTo(new Exited(0));
        first.close();

        first.terminate();
        first.kill();

        try (ProcessGroup second = ProcessGroup.start(leaders, shell("exit 3"), LIMIT, UNWATCHED)) {
            assertThat(second.ended().get(10, TimeUnit.SECONDS)).isEqualTo(new Exited(3));
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void aCommandWhoseOrderWasSpoiledHasNotSucceeded(LeaderProgram program) throws Exception {
        try (Leader leader = Leader.start(program)) {
            leader.say("stray");

            CompletableFuture<End> end = leader.begin(shell("true"));

            assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(new Signaled(9));
        }
    }

    /** Its worker was killed while it wrote. */
    @ParameterizedTest
    @MethodSource("programs")
    void anOrderThatIsCutShortRunsNothing(LeaderProgram program) throws Exception {
        for (int missing : new int[] {20, 6, 4, 2, 0}) {
            Path trace = folder.resolve("trace");
            LeaderFolder own = LeaderFolder.fresh(program);
            byte[] order = String.join("\0", "7", "", "", "", "0", "touch", trace.toString(), "run", "")
                    .getBytes(UTF_8);
            List<String> words = new ArrayList<>(program.words());
            words.addAll(List.of(own.script().toString(), own.path().toString()));
            Process leader = new ProcessBuilder(words).start();
            try (OutputStream pipe = leader.getOutputStream()) {
                pipe.write(order, 0, order.length - missing);
                pipe.flush();
                if (missing == 0) {
                    await().until(() -> Files.exists(trace));
                }
            }

            assertThat(leader.waitFor(10, TimeUnit.SECONDS)).isTrue();

            assertThat(Files.exists(trace)).as("%d bytes short", missing).isEqualTo(missing == 0);
            assertThat(own.path()).doesNotExist();
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void whatIsNotThereIsToldAsAShellWould(LeaderProgram program) throws Exception {
        var leaders = new Leaders(program);
        try (ProcessGroup group = ProcessGroup.start(leaders, command("no-such-command"), LIMIT, UNWATCHED)) {
            assertThat(group.ended().get(10, TimeUnit.SECONDS)).isEqualTo(new Exited(127));
            assertThat(new String(group.stderr().bytes(), UTF_8)).contains("no-such-command");
        }
    }

    /** More than a pipe holds, and whether the command wants it or not. */
    @ParameterizedTest
    @MethodSource("programs")
    void inputOfAnyLengthReachesTheCommand(LeaderProgram program) throws Exception {
        var leaders = new Leaders(program);
        for (String line : List.of("wc -c", "true", "head -c 3 | wc -c")) {
            var command =
                    new Command(List.of(), List.of("sh", "-c", line), ENVIRONMENT, null, null, "x".repeat(1_000_000));
            try (ProcessGroup group = ProcessGroup.start(leaders, command, LIMIT, UNWATCHED)) {
                assertThat(group.ended().get(10, TimeUnit.SECONDS)).isEqualTo(new Exited(0));
                assertThat(new String(group.stdout().bytes(), UTF_8).strip())
                        .isEqualTo(line.startsWith("wc") ? "1000001" : line.equals("true") ? "" : "3");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void whoIsSentHomeLeavesNothingBehind(LeaderProgram program) throws Exception {
        var leaders = new Leaders(program);
        String own;
        try (ProcessGroup group = ProcessGroup.start(leaders, shell(OWN_FOLDER), LIMIT, UNWATCHED)) {
            group.ended().get(10, TimeUnit.SECONDS);
            own = new String(group.stdout().bytes(), UTF_8).strip();
        }
        assertThat(Path.of(own)).isDirectory();

        leaders.close();

        assertThat(Path.of(own)).doesNotExist();
    }

    static List<LeaderProgram> programs() throws InterruptedException {
        return List.of(LeaderProgram.BASH, LeaderProgram.cheapest());
    }

    private static Command shell(String line) {
        return command("sh", "-c", line);
    }

    private static Command command(String... words) {
        return new Command(List.of(), List.of(words), ENVIRONMENT, null, null, null);
    }
}
