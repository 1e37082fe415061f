package io.hookline.action.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.ActionCase;
import io.hookline.action.ActionProfile;
import io.hookline.action.action.Actions;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Policies hold back and repeat the executions of an action that each test has for itself. */
@QuarkusTest
@TestProfile(ActionProfile.class)
class PolicyEnforcementTest extends ActionCase {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    @Inject
    Executions executions;

    @Inject
    Arrivals arrivals;

    @Inject
    Actions actions;

    @Inject
    Copies copies;

    @Inject
    Worker worker;

    @Inject
    MeterRegistry registry;

    private final String name = "a" + UUID.randomUUID().toString().replace("-", "");
    private final String action = "bounded." + name;
    private final List<String> policies = new ArrayList<>();

    @AfterEach
    void removePolicies() {
        policies.forEach(policy ->
                caller().delete("/v1/policies/bounded." + policy).then().statusCode(204));
    }

    @Test
    void neverMoreAtOnceThanThePolicySaysAndInTheOrderTheyCame() {
        policy("action.concurrency", "{'threshold': 2}");
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            asked.add(request("sleep 0.2"));
        }

        List<Execution> ended = asked.stream().map(this::awaitEnd).toList();

        assertThat(ended).extracting(Execution::status).containsOnly(ExecutionStatus.SUCCEEDED);
        assertThat(mostAtOnce(ended)).isEqualTo(2);
        assertThat(ended).isSortedAccordingTo((one, next) -> began(one).compareTo(began(next)));
        assertThat(ended.get(7).log())
                .extracting(StateChange::state)
                .containsExactly(
                        ExecutionStatus.REQUESTED,
                        ExecutionStatus.DELAYED,
                        ExecutionStatus.REQUESTED,
                        ExecutionStatus.SCHEDULED,
                        ExecutionStatus.RUNNING,
                        ExecutionStatus.SUCCEEDED);
    }

    @Test
    void whatPoliciesDecideIsCountedOnceForEachExecution() {
        policy("action.concurrency", "{'threshold': 1}");
        double before = decided("delayed");
        String first = request("sleep 1");
        await().atMost(LONGEST_WAIT).until(() -> status(first) == ExecutionStatus.RUNNING);
        double admitted = decided("admitted");
        String second = request("true");

        await().atMost(LONGEST_WAIT)
                .until(() -> registry.get("policies.waiting").gauge().value() == 1);
        awaitEnd(second);

        assertThat(decided("delayed") - before).isEqualTo(1);
        assertThat(decided("admitted") - admitted).isEqualTo(1);
    }

    private double decided(String outcome) {
        return registry.counter("policies.decided", "outcome", outcome).count();
    }

    @Test
    void whoComesTooManyIsCanceledWhereThePolicySaysSo() {
        policy("action.concurrency", "{'threshold': 1, 'action': 'cancel'}");
        String first = request("sleep 1");
        await().atMost(LONGEST_WAIT).until(() -> status(first) == ExecutionStatus.RUNNING);

        Execution second = awaitEnd(request("true"));

        assertThat(second.status()).isEqualTo(ExecutionStatus.CANCELED);
        assertThat(second.result()).isNull();
        assertThat(second.endTimestamp()).isNotNull();
        assertThat(awaitEnd(first).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void onlyEqualParametersWaitForEachOther() {
        policy("action.concurrency.attr", "{'threshold': 1, 'attributes': ['cmd']}");
        String first = request("sleep 1.5");
        String same = request("sleep 1.5");
        String other = request("true");

        assertThat(awaitEnd(other).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(status(first).isFinal()).isFalse();
        assertThat(mostAtOnce(List.of(awaitEnd(first), awaitEnd(same)))).isEqualTo(1);
    }

    @Test
    void whatRunsWhenAPolicyComesCountsAndWhatWaitsWhenItGoesEnters() {
        String first = request("sleep 2");
        await().atMost(LONGEST_WAIT).until(() -> status(first) == ExecutionStatus.RUNNING);
        String policy = policy("action.concurrency", "{'threshold': 1}");
        String second = request("true");
        await().atMost(LONGEST_WAIT).until(() -> status(second) == ExecutionStatus.DELAYED);

        caller().delete("/v1/policies/bounded." + policy).then().statusCode(204);
        policies.remove(policy);

        assertThat(awaitEnd(second).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(status(first)).isEqualTo(ExecutionStatus.RUNNING);
        awaitEnd(first);
    }

    @Test
    void whatWaitsCanBeCanceledAtOnce() {
        policy("action.concurrency", "{'threshold': 1}");
        String first = request("sleep 1");
        String second = request("true");
        await().atMost(LONGEST_WAIT).until(() -> status(second) == ExecutionStatus.DELAYED);

        executions.cancel(second, "me");

        assertThat(status(second)).isEqualTo(ExecutionStatus.CANCELED);
        assertThat(awaitEnd(first).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aFailureIsRetriedAsOftenAsThePolicySays() {
        policy("action.retry", "{'retry_on': 'failure', 'max_retry_count': 2, 'delay': 0.2}");

        Execution first = awaitEnd(request("exit 7"));
        List<Execution> all = await().atMost(LONGEST_WAIT)
                .until(
                        this::all,
                        found -> found.size() == 3
                                && found.stream()
                                        .allMatch(
                                                execution -> execution.status().isFinal()));

        assertThat(all).extracting(Execution::status).containsOnly(ExecutionStatus.FAILED);
        JsonNode last = all.get(2).context().path("policies").path("retry");
        assertThat(last.path("retry_count").asInt()).isEqualTo(2);
        assertThat(last.path("applied_policy").asText()).isEqualTo("bounded." + policies.get(0));
        assertThat(last.path("retried_liveaction_id").asText())
                .isEqualTo(all.get(1).liveactionId());
        assertThat(all.get(0)).isEqualTo(first);
        assertThat(all.get(1).log()).extracting(StateChange::state).contains(ExecutionStatus.DELAYED);
    }

    private String policy(String type, String parameters) {
        String policy = name + policies.size();
        ObjectNode body = Json.object()
                .put("name", policy)
                .put("pack", "bounded")
                .put("resource_ref", action)
                .put("policy_type", type);
        body.set("parameters", json(parameters));
        caller().contentType("application/json")
                .body(body.toString())
                .post("/v1/policies")
                .then()
                .statusCode(201);
        policies.add(policy);
        return policy;
    }

    /** Of {@code core.local} under the name of this test's action. */
    private String request(String command) {
        ObjectNode copy = Json.tree(actions.find("core.local").orElseThrow()).put("ref", action);
        Instant now = Instant.now();
        Execution execution = Execution.requested(
                Ids.fresh(now),
                Ids.fresh(now),
                Copy.of(copy),
                copies.of(actions.findRunnerType("local-shell-cmd").orElseThrow()),
                Json.object().put("cmd", command),
                Json.object().put("user", USER),
                Json.object(),
                null,
                null,
                null,
                now);
        arrivals.request(List.of(execution));
        return execution.id();
    }

    private List<Execution> all() {
        return executions.find(
                new RowFilter().where("e.action_ref = ?", action).orderedBy("e.start_timestamp, e.id"), true);
    }

    private ExecutionStatus status(String id) {
        return executions.get(id, false).orElseThrow().status();
    }

    private Execution awaitEnd(String id) {
        return await().atMost(LONGEST_WAIT)
                .until(
                        () -> executions.get(id, true).orElseThrow(),
                        found -> found.status().isFinal());
    }

    private static int mostAtOnce(List<Execution> ended) {
        return ended.stream()
                .mapToInt(one -> (int) ended.stream()
                        .filter(other -> !began(other).isAfter(began(one))
                                && other.log().getLast().timestamp().isAfter(began(one)))
                        .count())
                .max()
                .orElse(0);
    }

    private static Instant began(Execution execution) {
        return execution.log().stream()
                .filter(change -> change.state() == ExecutionStatus.RUNNING)
                .findFirst()
                .orElseThrow()
                .timestamp();
    }
}
