package io.hookline.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.json.Json;
import io.hookline.rules.Samples;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Patterns come and go, so many that they stand in each other's way; those of a text are found all the same. */
class FragmentsTest {
    private static final int IDS = 3_000;
    private static final int CHANGES = 20_000;
    private static final int ASKED_EVERY = 50;

    private final Random random = new Random(5);
    private final TriggerRules rules = new TriggerRules();
    private final Map<String, String> patterns = new TreeMap<>();

    @Test
    void noneIsLostWhenOthersLeave() {
        for (int i = 0; i < CHANGES; i++) {
            String id = "%024x".formatted(random.nextInt(IDS));
            // At first more come than leave, in the end more leave than come.
            if (random.nextInt(CHANGES) < i) {
                rules.remove(id);
                patterns.remove(id);
            } else {
                put(id, text(1 + random.nextInt(8)));
            }

            if (i % ASKED_EVERY == 0) {
                String text = text(60);
                List<String> expected = patterns.entrySet().stream()
                        .filter(pattern -> text.contains(pattern.getValue()))
                        .map(Map.Entry::getKey)
                        .toList();

                assertThat(found(text)).containsAll(expected);
            }
        }
    }

    private void put(String id, String pattern) {
        var criteria = Json.object();
        criteria.putObject("trigger.a").put("type", "contains").put("pattern", pattern);
        rules.put(new EnabledRule(Samples.rule(id, "standard", criteria), Json.object(), Json.object()));
        patterns.put(id, pattern);
    }

    private List<String> found(String text) {
        return rules.standardFor(new Outcomes(Samples.payload(Json.object().put("a", text)))).rules().stream()
                .map(candidate -> candidate.rule().id())
                .toList();
    }

    private String text(int length) {
        return IntStream.range(0, length)
                .collect(
                        StringBuilder::new,
                        (text, i) -> text.append((char) ('a' + random.nextInt(12))),
                        StringBuilder::append)
                .toString();
    }
}
