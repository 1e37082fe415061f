package io.hookline.action.stream;

import io.hookline.common.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as streams tell it (spec: executions, 7).
 *
 * @param execution id of the one it is about, if it is about one
 * @param isEnd whether it shows that execution in a final state
 * @param text lines of the event, the empty one that ends it left out
 */
record StreamEvent(
        String name, @Nullable String actionRef, @Nullable String execution, boolean isEnd, String text) {
    /** Names of those that are only sent to who asks for them. */
    static final String OUTPUT = "st2.execution.output__";

    static final String ALIAS = "st2.actionalias__";

    static final String EXECUTION_CREATE = "st2.execution__create";
    static final String EXECUTION_UPDATE = "st2.execution__update";
    static final String LIVEACTION_CREATE = "st2.liveaction__create";
    static final String LIVEACTION_UPDATE = "st2.liveaction__update";

    /** The last one of an execution's output; its data are two quotes, no JSON. */
    static final StreamEvent EOF = new StreamEvent("EOF", null, null, true, text("EOF", "''"));

    static StreamEvent of(
            String name, @Nullable String actionRef, @Nullable String execution, boolean isEnd, Object data) {
        return new StreamEvent(name, actionRef, execution, isEnd, text(name, Json.text(data)));
    }

    /** A line that readers of events pass over, and people see. */
    static StreamEvent comment(String words) {
        return new StreamEvent("", null, null, false, ": " + words + "\n");
    }

    private static String text(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n";
    }

    @Override
    public String toString() {
        return "StreamEvent[name=" + name + ", execution=" + execution + "]"; // what it shows may be long, and secret
    }
}
