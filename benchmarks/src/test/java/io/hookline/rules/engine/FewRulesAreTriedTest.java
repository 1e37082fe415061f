package io.hookline.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of 10,000 rules on a trigger, how many are tried for one event: unlike a time, this is the same on every machine. */
class FewRulesAreTriedTest {
    @ParameterizedTest
    @CsvSource({"EXACT, 20", "MIXED, 400", "WEAK, 100", "REGEX, 20", "LISTED, 60"})
    void onAverageNoMoreThanThese(RuleSets.Kind kind, int most) {
        Matching matching = Matching.of(kind, 10_000);

        double tried = IntStream.range(0, matching.payloads().size())
                .map(matching::candidates)
                .average()
                .orElseThrow();

        assertThat(tried).isLessThan(most);
    }

    @ParameterizedTest
    @CsvSource({"EXACT", "MIXED", "WEAK", "COMMON", "REGEX", "LISTED"})
    void asManyMatchAsIfAllWereTried(RuleSets.Kind kind) {
        Matching matching = Matching.of(kind, 1_000);

        int[] guarded = IntStream.range(0, matching.payloads().size())
                .map(matching::guarded)
                .toArray();
        int[] scanned = IntStream.range(0, matching.payloads().size())
                .map(matching::scanned)
                .toArray();

        assertThat(guarded).isEqualTo(scanned);
    }
}
