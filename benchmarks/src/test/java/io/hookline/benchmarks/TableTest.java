package io.hookline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.benchmarks.Row.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void eachRowShowsBothFiguresTheirRatioAndWhatWasHopedFor() {
        var accepted = new Row(
                        "webhooks accepted per second",
                        new Figure("ingest-service", 12_345.6),
                        new Figure("bare endpoint", 16_000),
                        "")
                .withAim("ratio at least 0.6", true);
        var quiet = new Row("p50 ms", new Figure("to the end", 8.125), new Figure("to its 202", 2), "");

        var table = new Table(List.of(accepted, quiet)).toString();

        assertThat(table).isEqualTo("""
                what                          measured               beside it             ratio  aim
                webhooks accepted per second  ingest-service 12,346  bare endpoint 16,000  0.77   ratio at least 0.6: yes
                p50 ms                        to the end 8.13        to its 202 2.00       4.06""");
    }

    @Test
    void aMissedAimIsSeenAndSoAreAllOthers() {
        var row = new Row("rate", new Figure("with", 800), new Figure("without", 400), "")
                .withAim("ratio at least 0.9", true)
                .withAim("at least 500", false);

        assertThat(row.aim()).isEqualTo("ratio at least 0.9: yes; at least 500: NO");
    }
}
