package io.hookline.action.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a record of the topic of updates says: an execution has come to new states, those of its log that were not told before.
 *
 * @param first whether it is the execution's first record
 * @param log all its states so far
 */
record Change(String id, String action, boolean first, List<Entry> log) {
    private static final Set<String> FINAL = Set.of("succeeded", "failed", "timeout", "canceled", "abandoned");
    private static final Set<String> UNTAKEN = Set.of("requested", "delayed");

    Change {
        log = List.copyOf(log);
    }

    static boolean isFinal(String status) {
        return FINAL.contains(status);
    }

    boolean isEnd() {
        return !log.isEmpty() && isFinal(log.getLast().status());
    }

    /**
     * Where the states begin that nobody was told of.
     *
     * @param told how many were told before; 0 if that is not known: then it is the last state, unless the record is an execution's first
     */
    int firstUntold(int told) {
        return told > 0 ? told : first ? 0 : log.size() - 1;
    }

    /** Names of the events that tell of states from there on. */
    List<String> names(int from) {
        List<String> names = new ArrayList<>();
        if (from == 0) {
            names.addAll(List.of(StreamEvent.EXECUTION_CREATE, StreamEvent.LIVEACTION_CREATE));
        }
        if (log.size() > Math.max(from, 1)) {
            names.addAll(List.of(StreamEvent.EXECUTION_UPDATE, StreamEvent.LIVEACTION_UPDATE));
        }
        return names;
    }

    /**
     * The events that tell of states from there on, in their order, each with the execution as it was in that state.
     *
     * @param now the execution as it is shown now
     */
    List<StreamEvent> events(int from, ObjectNode now) {
        List<StreamEvent> events = new ArrayList<>();
        for (int state = from; state < log.size(); state++) {
            ObjectNode then = at(state, now);
            boolean isEnd = isFinal(log.get(state).status());
            boolean isFirst = state == 0;
            events.add(StreamEvent.of(
                    isFirst ? StreamEvent.EXECUTION_CREATE : StreamEvent.EXECUTION_UPDATE, action, id, isEnd, then));
            events.add(StreamEvent.of(
                    isFirst ? StreamEvent.LIVEACTION_CREATE : StreamEvent.LIVEACTION_UPDATE,
                    action,
                    id,
                    isEnd,
                    liveaction(then)));
        }
        return events;
    }

    /** The execution as it was when it came to a state of its log. */
    private ObjectNode at(int state, ObjectNode now) {
        String status = log.get(state).status();
        ObjectNode then = now.deepCopy();
        then.put("status", status);
        if (now.path("log") instanceof ArrayNode states) {
            ArrayNode sofar = then.putArray("log");
            for (int i = 0; i <= state && i < states.size(); i++) {
                sofar.add(states.get(i));
            }
        }
        if (!isFinal(status)) {
            then.remove(List.of("end_timestamp", "elapsed_seconds", "result", "result_size"));
        }
        if (UNTAKEN.contains(status) && then.path("liveaction") instanceof ObjectNode order) {
            order.set("runner_info", Json.object());
        }
        return then;
    }

    /** The order to run, with what became of it. */
    static ObjectNode liveaction(ObjectNode execution) {
        ObjectNode liveaction = Json.object();
        if (execution.path("liveaction") instanceof ObjectNode order) {
            liveaction.setAll(order);
        }
        for (String field : List.of("status", "start_timestamp", "end_timestamp", "context", "delay", "result")) {
            JsonNode value = execution.get(field);
            if (value != null) {
                liveaction.set(field, value);
            }
        }
        return liveaction;
    }

    /** One state. */
    record Entry(String status) {}
}
