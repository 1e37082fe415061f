package io.hookline.standalone.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.hookline.standalone.RunningHookline;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each scenario is one test. They run side by side, as most of them wait most of the time; those of a given folder run one after the
 * other, as nobody knows what they count. What is not yet due is run as well and shown as aborted with its reason.
 */
class ConformanceTest {
    private static final int SIDE_BY_SIDE = 8;
    private static final Duration LONGEST_SCENARIO = Duration.ofMinutes(4);

    private static final List<Scenario> SCENARIOS = Scenarios.read();
    private static final Owed OWED = Owed.read();
    private static final Map<Scenario, CompletableFuture<Optional<String>>> FAILURES = new LinkedHashMap<>();
    private static final ExecutorService RUNS = Executors.newFixedThreadPool(
            Scenarios.areGiven() ? 1 : SIDE_BY_SIDE, Thread.ofVirtual().factory());

    @BeforeAll
    static void runAll() {
        var server = server(RunningHookline.shared());
        // Those first whose end is wanted first
        Stream.concat(
                        SCENARIOS.stream()
                                .filter(scenario -> OWED.debt(scenario).isEmpty()),
                        SCENARIOS.stream()
                                .filter(scenario -> OWED.debt(scenario).isPresent()))
                .forEach(scenario -> FAILURES.put(
                        scenario, CompletableFuture.supplyAsync(() -> ScenarioRun.of(scenario, server), RUNS)));
    }

    @AfterAll
    static void end() {
        RUNS.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return SCENARIOS.stream()
                .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> {
                    Optional<String> failure = failure(scenario);

                    if (failure.isPresent() && OWED.debt(scenario).isPresent()) {
                        abort(OWED.debt(scenario).get() + "; now it fails at " + failure.get());
                    }
                    assertThat(failure).as(scenario.file()).isEmpty();
                }));
    }

    /** So that the list of what is owed gets shorter. */
    @Test
    void whatIsOwedDoesNotPassYet() {
        assertThat(SCENARIOS)
                .filteredOn(
                        scenario -> !Scenarios.areGiven() && OWED.debt(scenario).isPresent())
                .filteredOn(scenario -> failure(scenario).isEmpty())
                .extracting(Scenario::file)
                .as("these pass: strike them from owed.txt")
                .isEmpty();
    }

    @Test
    void everyScenarioIsEitherDueOrOwed() {
        assertThat(SCENARIOS).as("the scenarios of the folder").isNotEmpty();
        if (!Scenarios.areGiven()) {
            assertThat(OWED.files())
                    .isSubsetOf(SCENARIOS.stream().map(Scenario::file).toList());
        }
    }

    private static Optional<String> failure(Scenario scenario) {
        return FAILURES.get(scenario)
                .completeOnTimeout(Optional.of("not ended in time"), LONGEST_SCENARIO.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private static Server server(RunningHookline hookline) {
        String token = hookline.anonymous()
                .withPassword(hookline.user(), hookline.password())
                .post("/auth/v1/tokens", "{}")
                .expecting(201)
                .json()
                .path("token")
                .asText();
        return new Server(hookline.address(), token, hookline.apiKey(), hookline.user(), hookline.password());
    }
}
