package io.hookline.common.topic;

import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.OptionalLong;
import org.apache.kafka.common.Metric;
import org.jspecify.annotations.Nullable;

/** How much a channel of this process has yet to take of its topic. Costs no question to the broker. */
@Singleton
public final class Lag {
    private static final String METRIC = "records-lag";

    private final KafkaClientService clients;

    Lag(KafkaClientService clients) {
        this.clients = clients;
    }

    /**
     * How many records wait on the partitions that are this process' own, as the broker told it when it last handed out some; what was
     * handed out is not among them. Empty if it was handed none yet.
     */
    public OptionalLong records(String channel) {
        @Nullable KafkaConsumer<Object, Object> consumer = clients.getConsumer(channel);
        if (consumer == null) {
            return OptionalLong.empty();
        }
        double[] lags = consumer.unwrap().metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals(METRIC))
                .map(Metric::metricValue)
                .filter(Double.class::isInstance)
                .mapToDouble(Double.class::cast)
                .filter(Double::isFinite)
                .toArray();
        return lags.length == 0
                ? OptionalLong.empty()
                : OptionalLong.of((long) Arrays.stream(lags).sum());
    }
}
