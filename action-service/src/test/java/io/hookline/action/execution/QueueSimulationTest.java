package io.hookline.action.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The protocol of the queue under faults, in a world of its own: a table whose statements are those of {@link Claims} and {@link Gates}, workers
 * that crash, stand still and never hear the answers to what they have asked, and a clock that only events move. Everything follows from a
 * seed, which a failure names.
 */
class QueueSimulationTest {
    private static final int SEEDS = 3_000;
    private static final int EVENTS = 400;

    private final long first = Long.getLong("simulation.seed", new Random().nextLong());

    @Test
    void theLedgerIsEvenWhateverHappens() {
        LongStream.range(first, first + SEEDS)
                .forEach(seed ->
                        assertThat(fault(seed)).as("-Dsimulation.seed=" + seed).isEmpty());
    }

    private static String fault(long seed) {
        try {
            var simulation = new QueueSimulation(new Random(seed));
            simulation.run(EVENTS);
            simulation.awaitQuiet();
            simulation.checkLedger();
            return "";
        } catch (AssertionError e) {
            return String.valueOf(e.getMessage());
        }
    }
}
