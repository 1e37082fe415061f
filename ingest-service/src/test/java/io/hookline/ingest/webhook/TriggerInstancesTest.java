package io.hookline.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.common.json.Json;
import io.hookline.common.topic.TopicUnavailable;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.ws.rs.ClientErrorException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class TriggerInstancesTest {
    private static final String FIRST = "000000000000000000000001";
    private static final String SECOND = "000000000000000000000002";

    @Test
    void allInstancesAreAcknowledgedBeforeTheirIdsAreGiven() {
        var instances = instances(record -> Uni.createFrom().voidItem());

        List<String> ids = publish(instances, FIRST, SECOND);

        assertThat(ids).hasSize(2).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]{24}"));
    }

    @Test
    void oneThatIsNotAcknowledgedFailsAll() {
        var instances = instances(record -> new String(record.value()).contains("core." + SECOND)
                ? Uni.createFrom().failure(new TimeoutException("no broker"))
                : Uni.createFrom().voidItem());

        assertThatThrownBy(() -> publish(instances, FIRST, SECOND)).isInstanceOf(TopicUnavailable.class);
    }

    @Test
    void theWaitForTheBrokerIsBounded() {
        var instances = instances(record -> Uni.createFrom().nothing());

        assertThatThrownBy(() -> publish(instances, FIRST)).isInstanceOf(TopicUnavailable.class);
    }

    @Test
    void aFullBufferIsAsIfTheBrokerWereAway() {
        var instances = instances(record -> Uni.createFrom()
                .failure(new IllegalStateException("SRMSG00034: Insufficient downstream requests to emit item")));

        assertThatThrownBy(() -> publish(instances, FIRST)).isInstanceOf(TopicUnavailable.class);
    }

    @Test
    void aRecordThatKafkaIsSetToRefuseIsTooLarge() {
        var instances = instances(record -> Uni.createFrom().failure(new RecordTooLargeException("9 bytes")));

        assertThatThrownBy(() -> publish(instances, FIRST))
                .isInstanceOfSatisfying(
                        ClientErrorException.class,
                        refused -> assertThat(refused.getResponse().getStatus()).isEqualTo(413));
    }

    private static List<String> publish(TriggerInstances instances, String... triggers) {
        return instances
                .publish(
                        List.of(triggers).stream()
                                .map(id -> Samples.hook(id, "sample"))
                                .toList(),
                        new Delivery(Json.object(), "tag", null))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private static TriggerInstances instances(Function<Record<String, byte[]>, Uni<Void>> broker) {
        return new TriggerInstances(emitter(broker), Clock.systemUTC(), Duration.ofMillis(200));
    }

    /** An emitter of which only {@code send} works. */
    @SuppressWarnings("unchecked")
    private static MutinyEmitter<Record<String, byte[]>> emitter(Function<Record<String, byte[]>, Uni<Void>> broker) {
        return (MutinyEmitter<Record<String, byte[]>>) Proxy.newProxyInstance(
                TriggerInstancesTest.class.getClassLoader(),
                new Class<?>[] {MutinyEmitter.class},
                (proxy, method, arguments) -> broker.apply((Record<String, byte[]>) arguments[0]));
    }
}
