package io.hookline.rules.engine;

import static io.hookline.rules.Samples.json;
import static io.hookline.rules.Samples.payload;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.json.Json;
import io.hookline.rules.Samples;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A rule that always holds and is saved again and again, each time under another guard, among others that come and go. */
@Timeout(60)
class ARuleThatMovesIsFoundOnceTest {
    private static final String MOVING = "00000000000000000000aaaa";
    private static final int MOVES = 5_000;
    private static final int READS = 2_000;
    private static final List<String> GUARDS = List.of(
            "{'trigger.a': {'type': 'equals', 'pattern': 'x'}}",
            "{'trigger.b': {'type': 'startswith', 'pattern': 'refs'}}",
            "{'trigger.b': {'type': 'contains', 'pattern': 'heads'}}",
            "{'trigger.n': {'type': 'greaterthan', 'pattern': 1}}",
            "{'trigger.b': {'type': 'nequals', 'pattern': 'y'}}",
            "{}");

    private final TriggerRules rules = new TriggerRules(new IndexShape(1, 8, true));
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void itIsNeitherMissedNorMetTwice() throws Exception {
        put(MOVING, 0);

        try (ExecutorService readers = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> wrong = List.of(readers.submit(this::misses), readers.submit(this::misses));
            for (int i = 0; i < MOVES || reads.get() < READS; i++) {
                put(MOVING, i);
                put("%024x".formatted(i % 16), i / 16);
            }
            stop.set(true);

            for (Future<Integer> reader : wrong) {
                assertThat(reader.get(30, TimeUnit.SECONDS)).isZero();
            }
        }
    }

    /** How often it was not found, or not once. */
    private int misses() {
        var payload = payload(json("{'a': 'x', 'b': 'refs/heads/main', 'n': 5}"));
        int misses = 0;
        while (!stop.get()) {
            long found = rules.standardFor(new Outcomes(payload)).rules().stream()
                    .filter(candidate -> candidate.rule().id().equals(MOVING))
                    .count();
            misses += found == 1 ? 0 : 1;
            reads.incrementAndGet();
        }
        return misses;
    }

    private void put(String id, int guard) {
        String criteria = GUARDS.get(guard % GUARDS.size());
        rules.put(new EnabledRule(Samples.rule(id, "standard", json(criteria)), Json.object(), Json.object()));
    }
}
