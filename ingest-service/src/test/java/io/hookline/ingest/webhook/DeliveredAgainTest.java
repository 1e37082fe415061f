package io.hookline.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.model.Ids;
import io.hookline.common.model.Trigger;
import io.hookline.ingest.IngestCase;
import io.hookline.ingest.IngestProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the door does with a delivery that its sender names: the same ids whenever it comes, all records in one partition. */
@QuarkusTest
@TestProfile(IngestProfile.class)
class DeliveredAgainTest extends IngestCase {
    @ParameterizedTest
    @ValueSource(strings = {"Idempotency-Key", "webhook-id", "IDEMPOTENCY-key"})
    void itGetsTheSameIdsInOnePartition(String header) {
        String key = "delivery of " + unique();
        Trigger bare = hook("again-" + unique());
        Trigger slashed = hook("/" + url(bare) + "/");
        awaitHooks();

        Response first = json("{'n': 1}").header(header, key).post("/v1/webhooks/" + url(bare));
        Response second = json("{'n': 1}").header(header, key).post("/v1/webhooks/" + url(bare));

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("X-Trigger-Instance-Id")).isEqualTo(first.header("X-Trigger-Instance-Id"));
        assertThat(second.header("X-Trace-Tag"))
                .isEqualTo(first.header("X-Trace-Tag"))
                .matches("webhook-" + url(bare) + "-[0-9a-f]{32}");
        List<ConsumerRecord<String, JsonNode>> records = recordsOf(key);
        assertThat(records).hasSize(4);
        assertThat(records)
                .extracting(ConsumerRecord::partition)
                .containsOnly(records.getFirst().partition());
        assertThat(records)
                .extracting(record -> record.value().path("id").asText())
                .containsOnly(Ids.ofDelivery(bare.ref(), key), Ids.ofDelivery(slashed.ref(), key));
        assertThat(records)
                .allMatch(record -> record.value().path("delivery_key").asText().equals(key));
    }

    @Test
    void atAnotherHookItIsAnotherEvent() {
        String key = unique();
        String one = url(hook("one-" + unique()));
        String other = url(hook("other-" + unique()));

        Response atOne = json("{}").header("webhook-id", key).post("/v1/webhooks/" + one);
        Response atOther = json("{}").header("webhook-id", key).post("/v1/webhooks/" + other);

        assertThat(atOne.header("X-Trigger-Instance-Id")).isNotEqualTo(atOther.header("X-Trigger-Instance-Id"));
        assertThat(atOne.header("X-Trace-Tag")).isNotEqualTo(atOther.header("X-Trace-Tag"));
    }

    @Test
    void theGenericHookKnowsItToo() {
        String key = unique();
        String ref = "default.again" + unique();
        publish(Samples.type(Ids.fresh(Instant.now()), ref, "{}", "{}"));
        publish(Samples.shadow(Ids.fresh(Instant.now()), ref));
        String body = "{'trigger': '" + ref + "', 'payload': {}}";

        Response first = json(body).header("Idempotency-Key", key).post("/v1/webhooks/st2");
        Response second = json(body).header("Idempotency-Key", key).post("/v1/webhooks/st2");

        assertThat(first.header("X-Trigger-Instance-Id")).isEqualTo(Ids.ofDelivery(ref, key));
        assertThat(second.header("X-Trigger-Instance-Id")).isEqualTo(Ids.ofDelivery(ref, key));
        assertThat(recordsOf(key)).hasSize(2);
    }

    @Test
    void aTagThatIsSentWins() {
        String hook = url(hook("tagged-" + unique()));

        Response answer = json("{}")
                .header("Idempotency-Key", unique())
                .header("St2-Trace-Tag", "mine")
                .post("/v1/webhooks/" + hook);

        assertThat(answer.header("X-Trace-Tag")).isEqualTo("mine");
    }

    @Test
    void aNameThatIsTooLongIsRefused() {
        String hook = url(hook("long-" + unique()));

        assertFault(
                json("{}").header("Idempotency-Key", "x".repeat(256)).post("/v1/webhooks/" + hook),
                400,
                "Idempotency-Key must be at most 255 printable ASCII characters");
    }

    private List<ConsumerRecord<String, JsonNode>> recordsOf(String key) {
        return records().stream().filter(record -> key.equals(record.key())).toList();
    }
}
