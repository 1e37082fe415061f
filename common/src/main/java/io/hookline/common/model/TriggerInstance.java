package io.hookline.common.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One event: something happened to a trigger. Value of the topic {@code hookline.trigger-instances}, keyed by {@code id}.
 *
 * @param trigger reference of the trigger
 * @param occurrenceTime when it arrived
 * @param payload what rules see as {@code trigger}
 * @param traceTag one for all instances of one request
 */
public record TriggerInstance(String id, String trigger, Instant occurrenceTime, JsonNode payload, String traceTag) {
    public TriggerInstance {
        Ids.check(id);
        requireNonNull(trigger, "trigger is missing");
        requireNonNull(occurrenceTime, "occurrence_time is missing");
        requireNonNull(payload, "payload is missing");
        requireNonNull(traceTag, "trace_tag is missing");
    }
}
