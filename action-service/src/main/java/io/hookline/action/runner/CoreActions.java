package io.hookline.action.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The Python actions of the pack {@code core}, without Python: they need no process, and give the same results. */
@Singleton
final class CoreActions {
    private final TriggerInjection injection;
    private final Clock clock;

    CoreActions(TriggerInjection injection, Clock clock) {
        this.injection = injection;
        this.clock = clock;
    }

    /**
     * @return empty if the order is for another action
     */
    Optional<RunnerResult> run(Order order, Duration timeout, Stop stop) throws InterruptedException {
        ObjectNode parameters = order.parameters();
        try {
            return switch (order.action().ref()) {
                case "core.uuid" -> Optional.of(PythonResult.of(uuid(parameters)));
                case "core.pause" -> Optional.of(pause(parameters, timeout, stop));
                case "core.inject_trigger" -> Optional.of(PythonResult.of(injection.inject(order)));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException | IOException e) {
            return Optional.of(PythonResult.raised(String.valueOf(e.getMessage())));
        }
    }

    private JsonNode uuid(ObjectNode parameters) {
        String type = parameters.path("uuid_type").asText("uuid4");
        return switch (type) {
            case "uuid4" -> TextNode.valueOf(UUID.randomUUID().toString());
            case "uuid1" -> TextNode.valueOf(timed(clock.instant()).toString());
            default ->
                throw new IllegalArgumentException(
                        "Unknown uuid_type \"" + type + "\": only uuid1 and uuid4 are possible");
        };
    }

    /** A version 1 UUID: the time in units of 100 ns since 1582, and chance where the machine's address would be. */
    private static UUID timed(Instant now) {
        long ticks = ChronoUnit.MICROS.between(Instant.parse("1582-10-15T00:00:00Z"), now) * 10
                + ThreadLocalRandom.current().nextInt(10);
        long high = (ticks << 32) | ((ticks >>> 16) & 0xffff0000L) | 0x1000L | ((ticks >>> 48) & 0x0fffL);
        long low = (ThreadLocalRandom.current().nextLong() >>> 2) | Long.MIN_VALUE | 0x0000010000000000L;
        return new UUID(high, low);
    }

    private static RunnerResult pause(ObjectNode parameters, Duration timeout, Stop stop) throws InterruptedException {
        int longest = Math.max(0, parameters.path("max_pause").asInt());
        int seconds = parameters.path("random").asBoolean(false)
                ? ThreadLocalRandom.current().nextInt(longest + 1)
                : longest;
        Duration wait = Duration.ofSeconds(Math.min(seconds, timeout.toSeconds()));
        try {
            stop.asked().get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // It has paused undisturbed.
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        RunnerResult.Succeeded paused = PythonResult.of(IntNode.valueOf(seconds));
        return seconds <= timeout.toSeconds() ? paused : PythonResult.overdue(timeout);
    }
}
