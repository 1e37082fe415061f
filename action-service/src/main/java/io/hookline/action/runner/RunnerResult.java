package io.hookline.action.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;

/** How a run ended, with what the execution shows as its result. */
public sealed interface RunnerResult {
    ObjectNode result();

    /** It did what it should. */
    record Succeeded(ObjectNode result) implements RunnerResult {}

    /** It ended, but not well; or it could not be run. */
    record Failed(ObjectNode result) implements RunnerResult {
        /** With the reason as both texts that people and programs read (spec: actions-and-runners, 3). */
        public static Failed because(String error) {
            return new Failed(Json.object().put("error", error).put("traceback", error));
        }
    }

    /** It took longer than it may. */
    record TimedOut(ObjectNode result) implements RunnerResult {}

    /** It waits for somebody's answer, and takes nothing of this node until then. */
    record Pending(ObjectNode result) implements RunnerResult {}

    /** A workflow that rests between two of its tasks; it will be run again, and go on from there. */
    record Paused(ObjectNode result) implements RunnerResult {}

    /** A workflow one of whose tasks was canceled. */
    record Canceled(ObjectNode result) implements RunnerResult {}

    /** It was ended from outside. */
    record Abandoned(ObjectNode result) implements RunnerResult {}
}
