package io.hookline.action.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.action.ActionCase;
import io.hookline.action.ActionDatabase;
import io.hookline.action.ActionProfile;
import io.hookline.action.runner.Stop;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each test has a lane of its own, which no worker looks at. */
@QuarkusTest
@TestProfile(ActionProfile.class)
class ClaimsTest extends ActionCase {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Execution.RunnerInfo HERE = new Execution.RunnerInfo("here", 1);

    @Inject
    Claims claims;

    @Inject
    Leases leases;

    @Inject
    Executions executions;

    @Inject
    ActionDatabase database;

    @Inject
    ActionRun run;

    @Inject
    Copies copies;

    private final String lane = UUID.randomUUID().toString();

    @Test
    void whatWaitsLongestIsTakenFirstAndOnce() throws Exception {
        List<String> waiting = waiting(5);
        Lease lease = leases.open(LONG);

        List<Claim> first = claims.claim(lease.worker(), HERE, lane, 0, 3).claims();
        List<Claim> rest = claims.claim(lease.worker(), HERE, lane, 0, 10).claims();

        assertThat(first).extracting(Claim::id).isEqualTo(waiting.subList(0, 3));
        assertThat(rest).extracting(Claim::id).isEqualTo(waiting.subList(3, 5));
        assertThat(first.get(0).attempt()).isEqualTo(1);
        Execution running = executions.get(waiting.get(0), true).orElseThrow();
        assertThat(running.log())
                .extracting(StateChange::state)
                .containsExactly(ExecutionStatus.REQUESTED, ExecutionStatus.SCHEDULED, ExecutionStatus.RUNNING);
        assertThat(running.runnerInfo()).isEqualTo(HERE);
        leases.close(lease);
    }

    @Test
    void workersAtTheSameTimeShareTheWork() throws Exception {
        List<String> waiting = waiting(200);
        Set<String> taken = new HashSet<>();
        List<Lease> workers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            workers.add(leases.open(LONG));
        }

        List<CompletableFuture<List<Claim>>> turns = workers.stream()
                .map(lease -> CompletableFuture.supplyAsync(() -> IntStream.range(0, 20)
                        .mapToObj(turn ->
                                claims.claim(lease.worker(), HERE, lane, 0, 7).claims())
                        .flatMap(List::stream)
                        .toList()))
                .toList();

        List<Claim> all = turns.stream().flatMap(turn -> turn.join().stream()).toList();
        all.forEach(claim -> taken.add(claim.id()));
        assertThat(all).hasSize(200);
        assertThat(taken).containsExactlyInAnyOrderElementsOf(waiting);
        for (Lease lease : workers) {
            leases.close(lease);
        }
    }

    @Test
    void aWorkerWithoutALeaseTakesNothing() throws Exception {
        waiting(1);
        Lease brief = leases.open(Duration.ofMillis(1));
        await().until(() -> !brief.holds());

        assertThat(claims.claim(brief.worker(), HERE, lane, 0, 1).claims()).isEmpty();
        assertThat(claims.claim("nobody", HERE, lane, 0, 1).claims()).isEmpty();
        assertThat(leases.renew(brief)).isFalse();
    }

    @Test
    void aClaimEndsOnce() throws Exception {
        Claim claim = claimOne(leases.open(LONG));

        var first = claims.finish(List.of(ending(claim, ExecutionStatus.FAILED, "first")));
        var second = claims.finish(List.of(ending(claim, ExecutionStatus.SUCCEEDED, "second")));

        assertThat(first).containsEntry(claim.id(), ExecutionStatus.FAILED);
        assertThat(second).isEmpty();
        Execution ended = executions.get(claim.id(), true).orElseThrow();
        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.result()).isEqualTo(result("first"));
        assertThat(ended.resultSize()).isEqualTo(Execution.size(result("first")));
        assertThat(ended.endTimestamp()).isNotNull();
    }

    @Test
    void anOlderAttemptWritesNothing() throws Exception {
        Claim claim = claimOne(leases.open(LONG));
        database.write(transaction -> {
            try (PreparedStatement again = transaction
                    .connection()
                    .prepareStatement("UPDATE action.executions SET attempt = attempt + 1 WHERE id = ?")) {
                again.setString(1, claim.id());
                return again.executeUpdate();
            }
        });

        var taken = claims.finish(List.of(ending(claim, ExecutionStatus.SUCCEEDED, "late")));

        assertThat(taken).isEmpty();
        Execution running = executions.get(claim.id(), true).orElseThrow();
        assertThat(running.status()).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(running.result()).isNull();
    }

    @Test
    void whatADeadWorkerHeldIsAbandonedAndItsLateEndIsNotTaken() throws Exception {
        Lease brief = leases.open(Duration.ofMillis(1500));
        Claim claim = claimOne(brief);

        Execution abandoned = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> executions.get(claim.id(), true),
                        found -> found.filter(execution -> execution.status().isFinal())
                                .isPresent())
                .orElseThrow();

        assertThat(abandoned.status()).isEqualTo(ExecutionStatus.ABANDONED);
        assertThat(abandoned.result()).isNotNull();
        assertThat(claims.finish(List.of(ending(claim, ExecutionStatus.SUCCEEDED, "late"))))
                .isEmpty();
        assertThat(executions.get(claim.id(), true)).isEqualTo(Optional.of(abandoned));
    }

    @Test
    void whatItsActionWantsRepeatedIsTakenAgainWhenItsWorkerIsGoneButNotForEver() throws Exception {
        String id = waiting(1).get(0);
        set(id, "on_worker_lost = 'retry'");
        Lease patient = leases.open(LONG);
        List<Integer> attempts = new ArrayList<>();
        for (int loss = 0; loss <= 3; loss++) {
            Claim claim = await().atMost(Duration.ofSeconds(20))
                    .until(
                            () -> claims.claim(patient.worker(), HERE, lane, 0, 1)
                                    .claims(),
                            taken -> !taken.isEmpty())
                    .get(0);
            attempts.add(claim.attempt());
            set(id, "worker = 'gone'");
        }

        await().atMost(Duration.ofSeconds(20))
                .until(() -> executions.get(id, false).orElseThrow().status() == ExecutionStatus.ABANDONED);

        assertThat(attempts).containsExactly(1, 2, 3, 4);
        assertThat(executions.get(id, true).orElseThrow().log())
                .extracting(StateChange::state)
                .filteredOn(state -> state == ExecutionStatus.REQUESTED)
                .hasSize(4);
        leases.close(patient);
    }

    @ParameterizedTest
    @CsvSource({"abandon, false", "retry, true"})
    void whoStopsLeavesWhatIsToBeRepeatedToOthers(String onWorkerLost, boolean isLeft) {
        Copy action = Copy.of(Json.object().put("on_worker_lost", onWorkerLost));
        copies.keep(List.of(action));
        var claim = new Claim(
                lane, lane, 1, lane, "core.local", action.digest(), action.digest(), Json.object(), Json.object());
        var stop = new Stop();
        stop.ask(Stop.Reason.SHUTDOWN);

        assertThat(run.perform(claim, stop).isEmpty()).isEqualTo(isLeft);
    }

    @Test
    void aRunThatEndsWithAQuestionWaitsAndThenIsTooLate() throws Exception {
        Claim claim = claimOne(leases.open(LONG));

        claims.finish(
                List.of(Ending.of(claim, ExecutionStatus.PENDING, Json.object().put("ttl", 1), Instant.now())));
        Execution pending = executions.get(claim.id(), true).orElseThrow();
        set(claim.id(), "due_at = now()");

        assertThat(pending.status()).isEqualTo(ExecutionStatus.PENDING);
        assertThat(pending.endTimestamp()).isNull();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> executions.get(claim.id(), false).orElseThrow().status() == ExecutionStatus.TIMEOUT);
    }

    private void set(String id, String assignment) {
        database.write(transaction -> {
            try (PreparedStatement update = transaction
                    .connection()
                    .prepareStatement("UPDATE action.executions SET " + assignment + " WHERE id = ?")) {
                update.setString(1, id);
                return update.executeUpdate();
            }
        });
    }

    @Test
    void whatIsCanceledEndsCanceledWhateverBecameOfIt() throws Exception {
        Lease lease = leases.open(LONG);
        Claim claim = claimOne(lease);

        var asked = executions.cancel(claim.id(), "me");
        Map<String, ExecutionStatus> wanted = claims.interventions(lease.worker());
        var taken = claims.finish(List.of(ending(claim, ExecutionStatus.SUCCEEDED, "done")));

        assertThat(asked).isInstanceOf(Executions.Canceled.Done.class);
        assertThat(wanted).containsExactly(Map.entry(claim.id(), ExecutionStatus.CANCELING));
        assertThat(taken).containsEntry(claim.id(), ExecutionStatus.CANCELED);
        JsonNode result = executions.get(claim.id(), true).orElseThrow().result();
        assertThat(result).isEqualTo(json("{'message': 'Action canceled by user.', 'user': 'me'}"));
    }

    @Test
    void whatIsCanceledBeforeItRunsNeverRuns() throws Exception {
        String id = waiting(1).get(0);

        executions.cancel(id, "me");

        assertThat(claims.claim(leases.open(LONG).worker(), HERE, lane, 0, 1).claims())
                .isEmpty();
        assertThat(executions.get(id, false).orElseThrow().status()).isEqualTo(ExecutionStatus.CANCELED);
    }

    @Test
    void aClaimWhoseAnswerGotLostIsFoundAgain() throws Exception {
        Lease lease = leases.open(LONG);
        Claim lost = claimOne(lease);
        Claim known = claimOne(lease);

        List<Claim> found = claims.unknown(lease.worker(), Set.of(known.id()));

        assertThat(found).containsExactly(lost);
        leases.close(lease);
    }

    @Test
    void aClaimGoesByTheIndexOfWhatWaits() {
        waiting(1);

        String plan = database.read(connection -> {
            try (PreparedStatement explain = connection.prepareStatement("EXPLAIN " + Claims.CLAIM)) {
                explain.setString(1, "nobody");
                explain.setString(2, lane);
                explain.setLong(3, 0);
                explain.setInt(4, 64);
                explain.setString(5, "nobody");
                explain.setString(6, "here");
                explain.setLong(7, 1);
                return lines(explain.executeQuery());
            }
        });

        assertThat(plan).contains("_lane_seq_idx").doesNotContain("Seq Scan on executions", "Hash Join", "Merge Join");
    }

    /** A connection may keep the plan that it made when there were hardly any rows. */
    @ParameterizedTest
    @MethodSource("changesByIds")
    void whatIsChangedByItsIdsIsFoundByThem(String change) {
        waiting(1);

        String plan = database.read(connection -> {
            try (PreparedStatement explain = connection.prepareStatement("EXPLAIN " + change)) {
                ParameterMetaData parameters = explain.getParameterMetaData();
                for (int i = 1; i <= parameters.getParameterCount(); i++) {
                    String elements = parameters.getParameterTypeName(i).substring("_".length());
                    explain.setArray(i, connection.createArrayOf(elements, new Object[10]));
                }
                return lines(explain.executeQuery());
            }
        });

        assertThat(plan).contains("_pkey").doesNotContain("_status_", "_worker_idx", "Seq Scan on executions");
    }

    static List<String> changesByIds() {
        return List.of(Claims.FINISH, Gates.ADMIT);
    }

    private static String lines(ResultSet plan) throws SQLException {
        List<String> lines = new ArrayList<>();
        while (plan.next()) {
            lines.add(plan.getString(1));
        }
        return String.join("\n", lines);
    }

    private Claim claimOne(Lease lease) {
        waiting(1);
        return claims.claim(lease.worker(), HERE, lane, 0, 1).claims().get(0);
    }

    private static Ending ending(Claim claim, ExecutionStatus status, String result) {
        return Ending.of(claim, status, result(result), Instant.now());
    }

    private static JsonNode result(String text) {
        return Json.object().put("text", text);
    }

    private List<String> waiting(int count) {
        List<String> ids = new ArrayList<>();
        database.write(transaction -> {
            try (PreparedStatement row = transaction.connection().prepareStatement("""
                                    INSERT INTO action.executions (id, liveaction_id, status, lane, start_timestamp, states,
                                        state_times, action_ref, runner, action_copy, runner_copy)
                                    VALUES (?, ?, 'requested', ?, now(), '{requested}', ARRAY[now()], 'core.noop', 'noop', '', '')""");
                    PreparedStatement documents = transaction
                            .connection()
                            .prepareStatement(
                                    "INSERT INTO action.execution_requests (id, parameters, context, liveaction)"
                                            + " VALUES (?, '{}', '{}', '{}')")) {
                for (int i = 0; i < count; i++) {
                    String id = Ids.fresh(Instant.now());
                    ids.add(id);
                    row.setString(1, id);
                    row.setString(2, id);
                    row.setString(3, lane);
                    row.executeUpdate();
                    documents.setString(1, id);
                    documents.executeUpdate();
                }
                return count;
            }
        });
        return ids;
    }
}
