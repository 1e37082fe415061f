package io.hookline.standalone.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.standalone.Answer;
import io.hookline.standalone.HooklineClient;
import io.hookline.standalone.RunningHookline;
import io.hookline.standalone.SampleRule;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 202 means stored, and what is stored is judged: each matching rule gets exactly one execution, which ends, whatever is killed in
 * between. The ledger of answers is kept here, outside the process that is killed.
 */
class EveryAcceptedWebhookIsJudgedTest {
    private static final int WEBHOOKS = 2_000;
    private static final int SENDERS = 16;
    private static final int KILLS = 3;
    /** Every so many webhooks start a process, which is what costs time; all of them start an execution. */
    private static final int LINE_EVERY = 4;

    private static final Duration LONGEST_JUDGING = Duration.ofMinutes(4);
    private static final Set<String> ENDS = Set.of("succeeded", "failed", "timeout", "canceled", "abandoned");

    private final long seed = Long.getLong("promise.seed", System.nanoTime());

    @TempDir
    private Path folder;

    @Test
    void thoughTheProcessIsKilledThreeTimes() throws Exception {
        System.out.println("the moments of killing follow from -Dpromise.seed=" + seed);
        Path lines = Files.createFile(folder.resolve("lines"));
        try (var hookline = RunningHookline.start(Map.of("HOOKLINE_WORKER_LEASE", "6S"))) {
            make(hookline, rule("all").runs("core.noop"));
            make(
                    hookline,
                    rule("none").when("trigger.body.line", "equals", "never").runs("core.noop"));
            make(
                    hookline,
                    rule("lines")
                            .when("trigger.body.line", "equals", true)
                            .runs("core.local")
                            .with("cmd", "echo $ST2_ACTION_EXECUTION_ID >>" + lines));

            Map<Integer, String> accepted = sendAndKill(hookline);

            assertThat(accepted.size()).as("accepted").isGreaterThan(WEBHOOKS - (KILLS + 1) * SENDERS);
            awaitEnds(hookline);
            Map<String, Integer> instances = instances(hookline.client());
            assertThat(instances).containsAllEntriesOf(inverted(accepted));
            assertThat(instances.values()).as("webhooks are judged once").doesNotHaveDuplicates();
            List<String> all = List.copyOf(instances.keySet());
            List<String> withLine = all.stream()
                    .filter(instance -> hasLine(instances.get(instance)))
                    .toList();
            assertOnce(hookline.client(), "all", all);
            assertOnce(hookline.client(), "lines", withLine);
            assertOnce(hookline.client(), "none", List.of());
            assertAtMostOneLineForEach(hookline.client(), lines);
        }
    }

    /** @return the number of each webhook that was answered 202, with its trigger instance */
    private Map<Integer, String> sendAndKill(RunningHookline hookline) throws Exception {
        Map<Integer, String> accepted = new ConcurrentHashMap<>();
        var random = new Random(seed);
        List<Integer> moments = random.ints(WEBHOOKS / 20, WEBHOOKS - WEBHOOKS / 20)
                .distinct()
                .limit(KILLS)
                .sorted()
                .boxed()
                .toList();
        var next = new AtomicInteger();
        var up = new Gate();
        var client = hookline.client();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                ends.add(threads.submit(() -> {
                    for (int number = next.getAndIncrement(); number < WEBHOOKS; number = next.getAndIncrement()) {
                        send(client, number, accepted, up);
                    }
                    return null;
                }));
            }
            for (int moment : moments) {
                await().atMost(LONGEST_JUDGING)
                        .pollInterval(Duration.ofMillis(1 + random.nextInt(20)))
                        .until(() -> next.get() >= moment);
                up.close();
                hookline.kill();
                hookline.startAgain();
                up.open();
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
        return accepted;
    }

    private static void send(HooklineClient client, int number, Map<Integer, String> accepted, Gate up)
            throws InterruptedException {
        String body = "{\"number\": %d, \"line\": %s}".formatted(number, hasLine(number));
        try {
            Answer answer = client.sendAsync("POST", "/v1/webhooks/judged", BodyPublishers.ofString(body))
                    .join();
            if (answer.status() == 202) {
                accepted.put(number, answer.header("X-Trigger-Instance-Id"));
            }
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(IOException.class);
            up.pass(); // Not accepted as far as the sender knows; the next one is sent when somebody can hear it
        }
    }

    private static void awaitEnds(RunningHookline hookline) {
        try (var topics = new WorkTopics(hookline.kafkaSettings())) {
            topics.awaitAllTaken();
        }
        await("all executions have ended")
                .atMost(LONGEST_JUDGING)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> Stream.of("requested", "delayed", "scheduled", "running", "canceling")
                        .allMatch(state -> count(hookline.client(), state) == 0));
    }

    private static int count(HooklineClient client, String state) {
        return Integer.parseInt(client.get("/v1/executions?limit=1&status=" + state)
                .expecting(200)
                .header("X-Total-Count"));
    }

    /** The trigger instances there are, with the numbers of their webhooks. */
    private static Map<String, Integer> instances(HooklineClient client) {
        Map<String, Integer> instances = new HashMap<>();
        for (JsonNode instance : list(client, "/v1/triggerinstances?trigger_type=core.st2.webhook")) {
            assertThat(instance.path("status").asText()).isEqualTo("processed");
            Integer twice = instances.put(
                    instance.path("id").asText(),
                    instance.at("/payload/body/number").asInt());
            assertThat(twice).as("listed twice: " + instance).isNull();
        }
        return instances;
    }

    private static void assertOnce(HooklineClient client, String rule, List<String> instances) {
        List<JsonNode> executions =
                list(client, "/v1/executions?rule=" + rule + "&include_attributes=status,log,trigger_instance");
        List<JsonNode> enforcements = list(client, "/v1/ruleenforcements?rule_ref=default." + rule);

        assertThat(executions)
                .extracting(execution -> execution.at("/trigger_instance/id").asText())
                .containsExactlyInAnyOrderElementsOf(instances);
        assertThat(enforcements)
                .extracting(
                        enforcement -> enforcement.path("trigger_instance_id").asText())
                .containsExactlyInAnyOrderElementsOf(instances);
        assertThat(enforcements)
                .extracting(enforcement -> enforcement.path("execution_id").asText())
                .containsExactlyInAnyOrderElementsOf(executions.stream()
                        .map(execution -> execution.path("id").asText())
                        .toList());
        assertThat(executions).allSatisfy(execution -> {
            List<String> states = new ArrayList<>();
            execution
                    .path("log")
                    .forEach(entry -> states.add(entry.path("status").asText()));
            assertThat(states).first().isEqualTo("requested");
            assertThat(states).last().isEqualTo(execution.path("status").asText());
            assertThat(states).filteredOn(ENDS::contains).hasSize(1);
        });
    }

    private static void assertAtMostOneLineForEach(HooklineClient client, Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        Map<String, String> states = new HashMap<>();
        list(client, "/v1/executions?rule=lines&include_attributes=status")
                .forEach(execution -> states.put(
                        execution.path("id").asText(), execution.path("status").asText()));

        assertThat(lines).doesNotHaveDuplicates();
        assertThat(states.keySet()).containsAll(lines);
        assertThat(lines)
                .containsAll(states.keySet().stream()
                        .filter(id -> states.get(id).equals("succeeded"))
                        .toList());
    }

    private static List<JsonNode> list(HooklineClient client, String list) {
        JsonNode answer = client.get(list + "&limit=-1").expecting(200).json();
        return StreamSupport.stream(answer.spliterator(), false).toList();
    }

    private static boolean hasLine(int number) {
        return number % LINE_EVERY == 0;
    }

    private static Map<String, Integer> inverted(Map<Integer, String> accepted) {
        Map<String, Integer> inverted = new HashMap<>();
        accepted.forEach((number, instance) -> inverted.put(instance, number));
        return inverted;
    }

    private static SampleRule rule(String name) {
        return SampleRule.onHook(name, "judged");
    }

    private static void make(RunningHookline hookline, SampleRule rule) {
        hookline.client().post("/v1/rules", rule.toString()).expecting(201);
    }

    /** Open while there is somebody to send to. */
    private static final class Gate {
        private volatile CountDownLatch shut = new CountDownLatch(0);

        void close() {
            shut = new CountDownLatch(1);
        }

        void open() {
            shut.countDown();
        }

        void pass() throws InterruptedException {
            assertThat(shut.await(LONGEST_JUDGING.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
    }
}
