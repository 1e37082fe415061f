package io.hookline.action.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.util.Collection;
import java.util.Map;

/** How it ended on one host, with what the result shows under the host's name (spec: actions-and-runners, 5). Pure. */
sealed interface RemoteEnd {
    ObjectNode result();

    /** The command ran to its end. */
    record Ended(ObjectNode result, boolean isSuccess) implements RemoteEnd {
        static Ended of(int code, JsonNode stdout, JsonNode stderr) {
            return new Ended(ShellResult.result(code, stdout, stderr), code == 0);
        }

        /** The same, unless it is {@code sudo} that failed, for the password was not right. */
        Ended withWrongPassword(String user) {
            return isSuccess ? this : new Ended(ShellResult.withWrongPassword(result, user), false);
        }
    }

    /** It took too long, and the connection was closed. */
    record Overdue(ObjectNode result) implements RemoteEnd {
        static Overdue of(JsonNode stdout, JsonNode stderr) {
            return new Overdue(ShellResult.result(-9, stdout, stderr).put("timeout", true));
        }
    }

    /** The host could not be reached, or was lost. */
    record Unreachable(String error) implements RemoteEnd {
        private static final int RETURN_CODE = 255;

        @Override
        public ObjectNode result() {
            return failure(error).put("timeout", false).put("stdout", "").put("stderr", "");
        }

        static ObjectNode failure(String error) {
            return Json.object()
                    .put("failed", true)
                    .put("succeeded", false)
                    .put("return_code", RETURN_CODE)
                    .put("error", error)
                    .put("traceback", error);
        }
    }

    /**
     * What all of them together mean.
     *
     * @param ends by the host's name, in the order in which they are shown
     * @param oneIsEnough whether one success makes it one
     */
    static RunnerResult together(Map<String, RemoteEnd> ends, boolean oneIsEnough) {
        Collection<RemoteEnd> all = ends.values();
        if (all.isEmpty()) {
            return new RunnerResult.Failed(Unreachable.failure("hosts names no host"));
        }
        if (all.stream().allMatch(Unreachable.class::isInstance)) {
            String first = all.stream()
                    .map(end -> end.result().path("error").asText())
                    .findFirst()
                    .orElseThrow();
            return new RunnerResult.Failed(
                    Unreachable.failure(all.size() == 1 ? first : "None of the hosts could be worked on: " + first));
        }
        ObjectNode result = Json.object();
        ends.forEach((host, end) -> result.set(host, end.result()));
        long succeeded = all.stream()
                .filter(end -> end instanceof Ended ended && ended.isSuccess())
                .count();
        if (succeeded == all.size() || (oneIsEnough && succeeded > 0)) {
            return new RunnerResult.Succeeded(result);
        }
        return all.stream().allMatch(Overdue.class::isInstance)
                ? new RunnerResult.TimedOut(result)
                : new RunnerResult.Failed(result);
    }
}
