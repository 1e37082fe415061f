package io.hookline.standalone.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.standalone.Cluster;
import io.hookline.standalone.HooklineClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four worker processes on one database, killed and stopped at random while executions are asked for: each execution ends once, runs no more
 * often than its action allows, and never more of them at once than a policy says. {@code -Dpromise.seconds=120} does it for longer.
 */
class TheLedgerOfFourWorkersIsEvenTest {
    private static final int WORKERS = 4;
    private static final int AT_ONCE = 2;
    private static final Duration LONGEST_END = Duration.ofMinutes(3);
    private static final Set<String> ENDS = Set.of("succeeded", "failed", "timeout", "canceled", "abandoned");
    private static final List<String> ACTIONS = List.of("once", "again", "bounded");

    private final long seed = Long.getLong("promise.seed", System.nanoTime());
    private final Duration howLong = Duration.ofSeconds(Long.getLong("promise.seconds", 20));
    private final Random random = new Random(seed);

    @TempDir
    private Path folder;

    private Path lines;
    private final List<Cluster.Node> workers = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    @Test
    void whateverIsKilledOrStandsStill() throws Exception {
        assumeTrue(Cluster.isBuilt(), "the services' applications are not built (-Dskip.services=true)");
        System.out.println("what happens follows from -Dpromise.seed=" + seed);
        lines = Files.createFile(folder.resolve("lines"));
        try (var cluster = Cluster.in(folder)) {
            Cluster.Node ingest = cluster.start("ingest", Map.of());
            for (int i = 0; i < WORKERS; i++) {
                workers.add(cluster.start(
                        "action", Map.of("HOOKLINE_WORKER_LEASE", "3S", "HOOKLINE_WORKER_PROCESSES", "4")));
                workers.getFirst().awaitReady(); // the first makes the schema
            }
            ingest.awaitReady();
            workers.forEach(Cluster.Node::awaitReady);
            makeActions();

            disturb();
            awaitEnds();

            checkLedger();
        }
    }

    private void makeActions() {
        for (String action : ACTIONS) {
            client().post("/v1/actions", """
                            {"name": "%s", "pack": "default", "runner_type": "local-shell-cmd"%s, "parameters": {
                                "cmd": {"immutable": true, "default": "echo $ST2_ACTION_EXECUTION_ID >>%s; sleep 0.{{ tenths }}"},
                                "tenths": {"type": "integer", "default": 1}}}""".formatted(
                                    action, action.equals("again") ? ", \"on_worker_lost\": \"retry\"" : "", lines))
                    .expecting(201);
        }
        client().post("/v1/policies", """
                        {"name": "two", "pack": "default", "resource_ref": "default.bounded",
                         "policy_type": "action.concurrency", "parameters": {"threshold": %d}}""".formatted(AT_ONCE)).expecting(201);
    }

    private void disturb() throws Exception {
        long end = System.nanoTime() + howLong.toNanos();
        while (System.nanoTime() < end) {
            for (int i = 0; i < 10; i++) {
                ask();
            }
            Cluster.Node victim = workers.get(1 + random.nextInt(WORKERS - 1)); // the first is the one that is asked
            switch (random.nextInt(4)) {
                case 0 -> {
                    victim.process().destroyForcibly().waitFor();
                    victim.start();
                }
                case 1 -> signal(victim, "-STOP");
                default -> workers.stream().skip(1).forEach(worker -> signal(worker, "-CONT"));
            }
            await("the next moment")
                    .pollDelay(Duration.ofMillis(200 + random.nextInt(1_300)))
                    .until(() -> true);
        }
        workers.forEach(worker -> signal(worker, "-CONT"));
    }

    private void ask() {
        String action = ACTIONS.get(random.nextInt(ACTIONS.size()));
        asked.add(client().post("/v1/executions", """
                        {"action": "default.%s", "parameters": {"tenths": %d}}""".formatted(action, random.nextInt(10)))
                .expecting(201)
                .json()
                .path("id")
                .asText());
    }

    private static void signal(Cluster.Node worker, String signal) {
        try {
            new ProcessBuilder("kill", signal, String.valueOf(worker.process().pid()))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEnds() {
        await("all executions have ended")
                .atMost(LONGEST_END)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> executions().stream()
                        .allMatch(execution ->
                                ENDS.contains(execution.path("status").asText())));
    }

    private void checkLedger() throws IOException {
        Map<String, Integer> runs = new HashMap<>();
        Files.readAllLines(lines).forEach(id -> runs.merge(id, 1, Integer::sum));
        List<JsonNode> executions = executions();

        assertThat(executions)
                .extracting(execution -> execution.path("id").asText())
                .containsExactlyInAnyOrderElementsOf(asked);
        assertThat(executions).allSatisfy(execution -> {
            List<String> states = states(execution);
            int ran = runs.getOrDefault(execution.path("id").asText(), 0);
            assertThat(states).first().isEqualTo("requested");
            assertThat(states).filteredOn(ENDS::contains).hasSize(1);
            assertThat(states).last().isEqualTo(execution.path("status").asText());
            assertThat((long) ran)
                    .as("runs of " + execution)
                    .isLessThanOrEqualTo(
                            states.stream().filter("running"::equals).count());
            if (!execution.at("/action/ref").asText().equals("default.again")) {
                assertThat(states)
                        .as("claimed once")
                        .filteredOn("running"::equals)
                        .hasSizeLessThanOrEqualTo(1);
            }
            if (execution.path("status").asText().equals("succeeded")) {
                assertThat(ran).as("it ran, as it succeeded").isPositive();
            }
        });
        assertThat(mostAtOnce(executions)).as("of the bounded action at once").isLessThanOrEqualTo(AT_ONCE);
    }

    /** By their logs: from running to the end. */
    private static long mostAtOnce(List<JsonNode> executions) {
        List<JsonNode> bounded = executions.stream()
                .filter(execution -> execution.at("/action/ref").asText().equals("default.bounded"))
                .filter(execution -> states(execution).contains("running"))
                .toList();
        return bounded.stream()
                .mapToLong(one -> bounded.stream()
                        .filter(other -> time(other, "running").compareTo(time(one, "running")) <= 0)
                        .filter(other ->
                                time(other, other.path("status").asText()).compareTo(time(one, "running")) > 0)
                        .count())
                .max()
                .orElse(0);
    }

    private static String time(JsonNode execution, String state) {
        for (JsonNode entry : execution.path("log")) {
            if (entry.path("status").asText().equals(state)) {
                return entry.path("timestamp").asText();
            }
        }
        throw new AssertionError("never " + state + ": " + execution);
    }

    private static List<String> states(JsonNode execution) {
        List<String> states = new ArrayList<>();
        execution.path("log").forEach(entry -> states.add(entry.path("status").asText()));
        return states;
    }

    private List<JsonNode> executions() {
        List<JsonNode> executions = new ArrayList<>();
        client().get("/v1/executions?limit=-1&include_attributes=status,log,action.ref")
                .expecting(200)
                .json()
                .forEach(executions::add);
        return executions;
    }

    private HooklineClient client() {
        return workers.getFirst().client();
    }
}
