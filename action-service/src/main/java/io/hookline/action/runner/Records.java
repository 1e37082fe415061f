package io.hookline.action.runner;

import io.hookline.common.json.Json;
import io.hookline.common.topic.Publisher;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Puts what runs have to say on topics, and waits until the broker has it. */
@Singleton
final class Records {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Outlet outlet;

    @Inject
    Records(Publisher publisher) {
        this((topic, key, value) -> publisher.send(topic, key, value, Map.of()));
    }

    Records(Outlet outlet) {
        this.outlet = outlet;
    }

    /**
     * @throws IOException if the broker does not take it
     */
    void put(String topic, String key, Object value) throws IOException, InterruptedException {
        try {
            outlet.send(topic, key, Json.bytes(value))
                    .toCompletableFuture()
                    .get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        } catch (TimeoutException e) {
            throw new IOException("Kafka did not take a record for topic " + topic + " in time.", e);
        }
    }

    /** What sends records. */
    @FunctionalInterface
    interface Outlet {
        CompletionStage<@Nullable Void> send(String topic, String key, byte[] value);
    }
}
