package io.hookline.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.ingest.signature.Kind;
import io.hookline.ingest.signature.SignatureRefusal;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IngestMetricsTest {
    private static final Path DOCUMENTATION = Path.of("..", "docs", "operations.md");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final IngestMetrics metrics = new IngestMetrics(registry);

    @ParameterizedTest
    @EnumSource
    void aSignatureThatIsNotGoodIsCountedByItsReason(SignatureRefusal.Reason reason) {
        metrics.refused(new SignatureRefusal(Kind.STANDARD_WEBHOOKS, reason, "words"));

        assertThat(registry.get("signatures.refused").counters())
                .singleElement()
                .satisfies(counter -> assertThat(counter.getId().getTags())
                        .containsExactlyInAnyOrder(
                                Tag.of("scheme", "standard-webhooks"),
                                Tag.of("reason", reason.name().toLowerCase(Locale.ROOT))));
        assertThat(registry.get("webhooks.refused")
                        .tag("reason", "signature")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void whatIsAcceptedIsCountedWithItsBytesAndTheTimeThatKafkaTook() {
        metrics.accepted(2, 100, 5_000_000);

        assertThat(registry.get("webhooks.accepted").counter().count()).isEqualTo(1);
        assertThat(registry.get("trigger.instances.published").counter().count())
                .isEqualTo(2);
        assertThat(registry.get("webhooks.accepted.size").counter().count()).isEqualTo(100);
        assertThat(registry.get("webhooks.acknowledgement").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(5);
    }

    @Test
    void everyFigureAndWhatItIsToldApartByIsInTheDocumentation() throws IOException {
        for (SignatureRefusal.Reason reason : SignatureRefusal.Reason.values()) {
            metrics.refused(new SignatureRefusal(Kind.HMAC, reason, "words"));
        }
        List<String> rows = Files.readAllLines(DOCUMENTATION);

        for (Meter meter : registry.getMeters()) {
            String row = rows.stream()
                    .filter(line -> line.startsWith("| `" + meter.getId().getName() + "` |"))
                    .findFirst()
                    .orElse("");
            String reason = meter.getId().getTag("reason");
            assertThat(row).as(meter.getId().getName()).isNotEmpty();
            assertThat(row).contains(reason == null ? "" : "`" + reason + "`");
        }
    }
}
