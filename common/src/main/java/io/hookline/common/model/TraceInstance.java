package io.hookline.common.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trigger instance that its trace is told of by itself, since no execution followed that would tell it. Value of the topic {@code hookline.traces}, keyed by {@code triggerInstance}.
 *
 * @param trace id of the trace
 * @param traceTag as it is kept: {@link #storable}
 * @param triggerInstance its id
 * @param trigger reference of the trigger
 * @param rules those that matched, though nothing was run for them
 * @param raisedBy id of the execution whose end it tells; null if it tells none
 */
public record TraceInstance(
        String trace,
        String traceTag,
        String triggerInstance,
        String trigger,
        Instant occurrenceTime,
        List<MatchedRule> rules,
        @Nullable String raisedBy) {
    private static final int LONGEST_TAG = 1024;

    public TraceInstance {
        Ids.check(trace);
        traceTag = storable(requireNonNull(traceTag, "trace_tag is missing"));
        Ids.check(triggerInstance);
        requireNonNull(trigger, "trigger is missing");
        requireNonNull(occurrenceTime, "occurrence_time is missing");
        rules = List.copyOf(requireNonNull(rules, "rules is missing"));
    }

    /** A trace tag as it is kept: bounded, and without what PostgreSQL's texts can't hold. */
    public static String storable(String tag) {
        String text = tag.replace("\0", "");
        return text.length() > LONGEST_TAG ? text.substring(0, LONGEST_TAG) : text;
    }

    /** A rule by both of its names. */
    public record MatchedRule(String id, String ref) {
        public MatchedRule {
            requireNonNull(id, "id is missing");
            requireNonNull(ref, "ref is missing");
        }
    }
}
