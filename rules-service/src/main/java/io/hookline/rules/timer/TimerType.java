package io.hookline.rules.timer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.rules.criteria.DateText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The trigger types that are raised by time, and how their parameters are read (spec: webhooks-and-triggers, 4). */
public enum TimerType {
    INTERVAL("core.st2.IntervalTimer") {
        @Override
        Schedule schedule(ObjectNode parameters, ZoneId zone, Instant since) throws InvalidSchedule {
            return new Schedule.Interval(since, interval(parameters));
        }
    },
    DATE("core.st2.DateTimer") {
        @Override
        Schedule schedule(ObjectNode parameters, ZoneId zone, Instant since) throws InvalidSchedule {
            String date = parameters.path("date").asText();
            return DateText.read(date, zone)
                    .map(Schedule.Once::new)
                    .orElseThrow(() -> new InvalidSchedule(
                            "Date \"" + date + "\" can't be read; write it like 2030-01-31T12:00:00Z"));
        }
    },
    CRON("core.st2.CronTimer") {
        @Override
        Schedule schedule(ObjectNode parameters, ZoneId zone, Instant since) throws InvalidSchedule {
            return Cron.of(parameters, zone);
        }
    };

    /** Beyond this nobody waits for the first tick. */
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(36_525);

    private final String ref;

    TimerType(String ref) {
        this.ref = ref;
    }

    abstract Schedule schedule(ObjectNode parameters, ZoneId zone, Instant since) throws InvalidSchedule;

    static Optional<TimerType> named(String ref) {
        return Arrays.stream(values()).filter(type -> type.ref.equals(ref)).findFirst();
    }

    /** References of all of them. */
    public static List<String> refs() {
        return Arrays.stream(values()).map(type -> type.ref).toList();
    }

    /**
     * Why a trigger of that type can't have these parameters, which fit its schema; empty if it can, or is no timer. That there are none
     * at all is not for this to say.
     *
     * @param triggerType reference
     */
    public static Optional<String> fault(String triggerType, ObjectNode parameters) {
        Optional<TimerType> timer = named(triggerType);
        if (timer.isPresent() && !parameters.isEmpty()) {
            try {
                timer.get().schedule(parameters, Instant.EPOCH);
            } catch (InvalidSchedule e) {
                return Optional.ofNullable(e.getMessage());
            }
        }
        return Optional.empty();
    }

    /**
     * @param since when the timer began to count
     */
    Schedule schedule(ObjectNode parameters, Instant since) throws InvalidSchedule {
        return schedule(parameters, zone(parameters.path("timezone")), since);
    }

    private static ZoneId zone(JsonNode name) throws InvalidSchedule {
        if (name.isMissingNode() || name.isNull()) {
            return ZoneOffset.UTC;
        }
        if (!ZoneId.getAvailableZoneIds().contains(name.asText())) {
            throw new InvalidSchedule("Unknown timezone \"" + name.asText() + "\"");
        }
        return ZoneId.of(name.asText());
    }

    private static Duration interval(ObjectNode parameters) throws InvalidSchedule {
        String unit = parameters.path("unit").asText();
        Duration one = switch (unit) {
            case "weeks" -> Duration.ofDays(7);
            case "days" -> Duration.ofDays(1);
            case "hours" -> Duration.ofHours(1);
            case "minutes" -> Duration.ofMinutes(1);
            case "seconds" -> Duration.ofSeconds(1);
            default -> throw new InvalidSchedule("Unknown unit \"" + unit + "\"");
        };
        JsonNode delta = parameters.path("delta");
        long most = LONGEST_INTERVAL.dividedBy(one);
        if (!delta.canConvertToLong() || delta.asLong() < 1 || delta.asLong() > most) {
            throw new InvalidSchedule("delta has to be between 1 and " + most + " " + unit + ", was " + delta);
        }
        return one.multipliedBy(delta.asLong());
    }
}
