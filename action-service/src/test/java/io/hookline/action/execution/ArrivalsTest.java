package io.hookline.action.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.action.ActionCase;
import io.hookline.action.ActionDatabase;
import io.hookline.action.ActionProfile;
import io.hookline.action.action.Actions;
import io.hookline.action.execution.NewExecutions.Recorded;
import io.hookline.action.runner.Lane;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ActionProfile.class)
class ArrivalsTest extends ActionCase {
    private static final Duration LONG = Duration.ofMinutes(5);

    private static final int MANY = 300;
    private static final Duration UNTIL_LOOKS_HAVE_GONE_ON = Duration.ofSeconds(3);

    @Inject
    ActionDatabase database;

    @Inject
    Arrivals arrivals;

    @Inject
    Executions executions;

    @Inject
    NewExecutions newExecutions;

    @Inject
    Claims claims;

    @Inject
    Leases leases;

    @Inject
    Worker worker;

    @Inject
    Actions actions;

    @Inject
    Copies copies;

    @Test
    void whatASlotIsFreeForIsRecordedAsRunningAndItsEndIsTaken() throws Exception {
        Execution asked = noop(null);
        Lease lease = leases.open(LONG);

        Recorded recorded = record(asked, lease);

        Execution running = executions.get(asked.id(), false).orElseThrow();
        assertThat(recorded.begun()).extracting(Claim::id).containsExactly(asked.id());
        assertThat(running.attempt()).isEqualTo(1);
        assertThat(running.log())
                .extracting(StateChange::state)
                .containsExactly(ExecutionStatus.REQUESTED, ExecutionStatus.SCHEDULED, ExecutionStatus.RUNNING);
        assertThat(claims.unknown(lease.worker(), Set.of())).isEqualTo(recorded.begun());
        Ending end = Ending.of(recorded.begun().get(0), ExecutionStatus.SUCCEEDED, Json.object(), Instant.now());
        assertThat(claims.finish(List.of(end))).isEqualTo(Map.of(asked.id(), ExecutionStatus.SUCCEEDED));
        leases.close(lease);
    }

    @Test
    void whatComesASecondTimeIsNotBegunAgain() throws Exception {
        Execution asked = noop(null);
        Lease lease = leases.open(LONG);

        Recorded twice = record(List.of(asked, asked), lease);
        Recorded again = record(asked, lease);

        assertThat(twice.begun()).hasSize(1);
        assertThat(again).isEqualTo(new Recorded(Set.of(), List.of(), Set.of()));
        leases.close(lease);
    }

    @Test
    void aWorkerWhoseLeaseIsGoneBeginsNothing() throws Exception {
        Execution asked = noop(null);
        Lease lease = leases.open(LONG);
        leases.close(lease);

        Recorded recorded = record(asked, lease);

        assertThat(recorded.fresh()).containsExactly(asked.id());
        assertThat(recorded.begun()).isEmpty();
    }

    @Test
    void whatIsToWaitIsNotBegun() throws Exception {
        Execution delayed = noop(60_000L);
        Lease lease = leases.open(LONG);

        assertThat(record(delayed, lease).begun()).isEmpty();
        leases.close(lease);
    }

    @Test
    void whatHasNoSlotWaitsAndRunsAllTheSame() {
        List<Execution> many = Stream.generate(() -> noop(null)).limit(200).toList();

        assertThat(arrivals.request(many)).hasSize(200);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> many.stream()
                        .allMatch(execution -> executions
                                        .get(execution.id(), false)
                                        .orElseThrow()
                                        .status()
                                == ExecutionStatus.SUCCEEDED));
    }

    @Test
    void whatWaitsBesideFreeSlotsIsTakenFirstAndKeepsNobodyFromASeat() {
        List<Execution> waiting = Stream.generate(() -> noop(null)).limit(20).toList();
        Execution next = noop(null);
        letWait(waiting);

        Recorded recorded;
        try (Seats seats = worker.seats()) {
            recorded = newExecutions.record(List.of(next), seats, connection -> true);
            recorded.begun().forEach(seats::begin);
        }

        assertThat(recorded.begun()).extracting(Claim::id).containsExactly(next.id());
        Instant begun = running(next);
        assertThat(waiting)
                .allSatisfy(execution -> assertThat(running(execution)).isBeforeOrEqualTo(begun));
    }

    /** Their numbers in the order of the queue are below those of what came, and went, while they were not committed. */
    @Test
    void manyThatAreCommittedLateDoNotWaitForOneLookEach() throws Exception {
        Execution model = noop(null);
        arrivals.request(List.of(model));
        awaitSuccess(model);
        var written = new CountDownLatch(1);
        var commit = new CountDownLatch(1);
        Thread slow = Thread.ofVirtual()
                .start(() -> database.write(transaction -> {
                    int made = copy(transaction.connection(), model.id(), MANY);
                    written.countDown();
                    await().until(() -> commit.await(30, TimeUnit.SECONDS));
                    return made;
                }));
        written.await();
        long end = System.nanoTime() + UNTIL_LOOKS_HAVE_GONE_ON.toNanos();
        while (System.nanoTime() < end) {
            Execution meanwhile = noop(null);
            letWait(List.of(meanwhile));
            awaitSuccess(meanwhile);
        }

        commit.countDown();
        slow.join();

        await().atMost(Duration.ofSeconds(20)).until(() -> succeededCopies(model.id()) == MANY);
    }

    /** Without a seat. */
    private void letWait(List<Execution> asked) {
        newExecutions.record(asked, new Seats(worker, new Slots(lane -> 0), Optional.empty()), connection -> true);
        worker.wake();
    }

    private void awaitSuccess(Execution asked) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> executions
                        .get(asked.id(), false)
                        .filter(found -> found.status() == ExecutionStatus.SUCCEEDED)
                        .isPresent());
    }

    private static int copy(Connection connection, String id, int times) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                WITH copies AS (SELECT e.*, left(e.id, 8) || 'c0b1e5' || lpad(to_hex(i), 10, '0') AS copy
                    FROM action.executions e, generate_series(1, ?) i WHERE e.id = ?),
                requests AS (INSERT INTO action.execution_requests (id, parameters, context, liveaction)
                    SELECT copy, '{}', '{}', '{}' FROM copies)
                INSERT INTO action.executions (id, liveaction_id, status, lane, start_timestamp, states, state_times, action_ref, runner,
                    action_copy, runner_copy, parent)
                SELECT copy, copy, 'requested', lane, start_timestamp, ARRAY['requested'], ARRAY[start_timestamp], action_ref, runner,
                    action_copy, runner_copy, id FROM copies""")) {
            insert.setInt(1, times);
            insert.setString(2, id);
            return insert.executeUpdate();
        }
    }

    private long succeededCopies(String id) {
        return executions.count(new RowFilter().where("e.parent = ?", id).where("e.status = ?", "succeeded"));
    }

    private Instant running(Execution asked) {
        return executions.get(asked.id(), false).orElseThrow().log().stream()
                .filter(change -> change.state() == ExecutionStatus.RUNNING)
                .findFirst()
                .orElseThrow()
                .timestamp();
    }

    private Recorded record(Execution asked, Lease lease) {
        return record(List.of(asked), lease);
    }

    /** With free slots that are nobody's but this test's; what gets one is never run. */
    private Recorded record(List<Execution> asked, Lease lease) {
        await().until(() -> !worker.hasQueue(Lane.THREAD));
        return newExecutions.record(
                asked, new Seats(worker, new Slots(lane -> 10), Optional.of(lease)), connection -> true);
    }

    private Execution noop(@Nullable Long delay) {
        Instant now = Instant.now();
        return Execution.requested(
                Ids.fresh(now),
                Ids.fresh(now),
                copies.of(actions.find("core.noop").orElseThrow()),
                copies.of(actions.findRunnerType("noop").orElseThrow()),
                Json.object(),
                Json.object().put("user", "me"),
                Json.object(),
                delay,
                null,
                null,
                now);
    }
}
