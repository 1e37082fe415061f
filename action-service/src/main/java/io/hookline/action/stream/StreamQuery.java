package io.hookline.action.stream;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a reader wants to be told, and where that ends (spec: executions, 7). Pure.
 *
 * @param events names, as patterns; empty: all but lines of output and aliases
 * @param actionRefs empty: any
 * @param executionIds empty: any
 * @param endEvent name of the event after which nothing is sent, when it shows {@code endExecution} in a final state
 */
record StreamQuery(
        List<Pattern> events,
        Set<String> actionRefs,
        Set<String> executionIds,
        @Nullable String endEvent,
        @Nullable String endExecution) {
    StreamQuery {
        events = List.copyOf(events);
        actionRefs = Set.copyOf(actionRefs);
        executionIds = Set.copyOf(executionIds);
    }

    static StreamQuery of(MultivaluedMap<String, String> query) {
        return new StreamQuery(
                items(query, "events").stream().map(StreamQuery::pattern).toList(),
                items(query, "action_refs"),
                items(query, "execution_ids"),
                query.getFirst("end_event"),
                query.getFirst("end_execution_id"));
    }

    private static Set<String> items(MultivaluedMap<String, String> query, String name) {
        return query.getOrDefault(name, List.of()).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Pattern pattern(String name) {
        return Pattern.compile(
                Arrays.stream(name.split("\\*+", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    /** Whether an event of that name, action and execution is to be sent; null where it has none. */
    boolean wants(String name, @Nullable String actionRef, @Nullable String execution) {
        boolean named = events.isEmpty()
                ? !name.startsWith(StreamEvent.OUTPUT) && !name.startsWith(StreamEvent.ALIAS)
                : events.stream().anyMatch(pattern -> pattern.matcher(name).matches());
        return named
                && (actionRefs.isEmpty() || (actionRef != null && actionRefs.contains(actionRef)))
                && (executionIds.isEmpty() || (execution != null && executionIds.contains(execution)));
    }

    boolean wants(StreamEvent event) {
        return wants(event.name(), event.actionRef(), event.execution());
    }

    /** Whether nothing is sent after this, be it wanted or not. */
    boolean isEndedBy(StreamEvent event) {
        return event.isEnd()
                && event.name().equals(endEvent)
                && endExecution != null
                && endExecution.equals(event.execution());
    }
}
