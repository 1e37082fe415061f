package io.hookline.standalone.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.json.Json;
import io.hookline.standalone.HooklineClient;
import io.hookline.standalone.RunningHookline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker that is not heard of for as long as its lease lasts is taken for dead: others end what it held. Should it come to life again,
 * it finds its writes refused, and ends the processes it started.
 */
class ADeadWorkerWritesNothingTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Pattern FENCED = Pattern.compile("(?m)^executions_fenced_total(?:\\{[^}]*})? ([0-9.]+)$");

    @TempDir
    private Path folder;

    private final RunningHookline worker = TwoNodes.shared().worker();
    private final HooklineClient watcher = TwoNodes.shared().watcher().client();

    @Test
    void whatItSaysAfterItsLeaseChangesNothing() throws Exception {
        Path lines = Files.createFile(folder.resolve("lines"));
        Path gate = folder.resolve("gate");
        String longer = start("echo $$ >" + pidFile() + "; sleep 300; echo longer >>" + lines);
        String shorter = start("until [ -e %s ]; do sleep 0.1; done; echo shorter >>%s".formatted(gate, lines));
        awaitRunning(longer);
        awaitRunning(shorter);
        ProcessHandle child = child();
        double fencedBefore = fenced();

        signal("STOP");
        JsonNode longerEnded = watcher.ended(longer);
        JsonNode shorterEnded = watcher.ended(shorter);
        Files.createFile(gate);
        await("the shorter one ends while its worker stands still")
                .atMost(LONGEST)
                .until(() -> Files.readAllLines(lines).equals(List.of("shorter")));
        signal("CONT");

        await("the child of the dead one is gone").atMost(LONGEST).until(() -> !child.isAlive());
        await("both late ends are refused and counted").atMost(LONGEST).until(() -> fenced() >= fencedBefore + 2);
        assertAbandonedOnce(longerEnded);
        assertAbandonedOnce(shorterEnded);
        assertThat(execution(longer)).isEqualTo(longerEnded);
        assertThat(execution(shorter)).isEqualTo(shorterEnded);
        assertThat(lines).hasContent("shorter");
        assertThat(watcher.ended(start("echo alive")).at("/result/stdout").asText())
                .as("it works on, under a new lease")
                .isEqualTo("alive");
    }

    @Test
    void itsProcessesDoNotOutliveIt() throws Exception {
        String id = start("echo $$ >" + pidFile() + "; sleep 300");
        awaitRunning(id);
        ProcessHandle child = child();

        worker.kill();

        await("the child is gone").atMost(LONGEST).until(() -> !child.isAlive());
        assertAbandonedOnce(watcher.ended(id));
    }

    @AfterEach
    void leaveAsItWas() throws Exception {
        if (worker.process().isAlive()) {
            signal("CONT");
        } else {
            worker.startAgain();
        }
    }

    private static void assertAbandonedOnce(JsonNode execution) {
        assertThat(execution.path("status").asText()).isEqualTo("abandoned");
        assertThat(execution.path("log"))
                .extracting(entry -> entry.path("status").asText())
                .containsExactly("requested", "scheduled", "running", "abandoned");
    }

    /** Asked of the node that runs nothing, so it is the other one that takes it. */
    private String start(String command) {
        var request = Json.object().put("action", "core.local");
        request.putObject("parameters").put("cmd", command).put("timeout", 400);
        return watcher.post("/v1/executions", request.toString())
                .expecting(201)
                .json()
                .path("id")
                .asText();
    }

    private void awaitRunning(String id) {
        await().atMost(LONGEST)
                .until(() -> execution(id).path("status").asText().equals("running"));
    }

    private JsonNode execution(String id) {
        return watcher.get("/v1/executions/" + id).expecting(200).json();
    }

    private Path pidFile() {
        return folder.resolve("pid");
    }

    private ProcessHandle child() {
        return await("the child has said who it is")
                .atMost(LONGEST)
                .until(
                        () -> Optional.of(pidFile())
                                .filter(Files::exists)
                                .map(ADeadWorkerWritesNothingTest::text)
                                .filter(text -> text.endsWith("\n"))
                                .flatMap(text -> ProcessHandle.of(Long.parseLong(text.strip()))),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError("unreadable " + file, e);
        }
    }

    private double fenced() {
        var found = FENCED.matcher(
                worker.anonymous().get("/q/metrics").expecting(200).text());
        return found.find() ? Double.parseDouble(found.group(1)) : 0;
    }

    /** Only the process itself: what it started goes on, as when a machine is suspended in the wrong moment. */
    private void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder(
                        "kill", "-" + name, String.valueOf(worker.process().pid()))
                .start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }
}
