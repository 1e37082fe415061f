package io.hookline.action.runner;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hookline.common.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What the end of a Python action means (spec: actions-and-runners, 7). Pure. */
final class PythonResult {
    private static final int KILL = 9;
    private static final int TERM = 15;

    private PythonResult() {}

    /** For an action that needs no process. */
    static RunnerResult.Succeeded of(JsonNode value) {
        return new RunnerResult.Succeeded(result(value, 0, "", ""));
    }

    /** For one of those that can't do what is asked for. */
    static RunnerResult.Failed raised(String reason) {
        return new RunnerResult.Failed(
                result(NullNode.instance, 1, "", reason).put("error", reason).put("traceback", reason));
    }

    /** For one of those that takes too long. */
    static RunnerResult.TimedOut overdue(Duration timeout) {
        return new RunnerResult.TimedOut(late(result(NullNode.instance, -KILL, "", ""), timeout));
    }

    /**
     * @param answer what the wrapper has written: a line that says how {@code run()} ended, then what it returned; empty if it did not get
     *     so far
     */
    static RunnerResult of(LocalProcesses.Ran ran, String answer, Duration timeout) {
        return switch (ran.end()) {
            case ProcessGroup.Exited(int code) -> exited(code, ran, answer);
            case ProcessGroup.Signaled(int signal) -> {
                ObjectNode result = result(NullNode.instance, -signal, ran);
                yield signal == TERM ? new RunnerResult.Abandoned(result) : new RunnerResult.Failed(result);
            }
            case ProcessGroup.Overdue() ->
                new RunnerResult.TimedOut(late(result(NullNode.instance, -KILL, ran), timeout));
        };
    }

    private static ObjectNode late(ObjectNode result, Duration timeout) {
        return result.put("error", "Action failed to complete in " + timeout.toSeconds() + " seconds");
    }

    private static RunnerResult exited(int code, LocalProcesses.Ran ran, String answer) {
        int end = answer.indexOf('\n');
        if (end < 0) {
            ObjectNode result = result(NullNode.instance, code, ran);
            return code == 0 ? new RunnerResult.Succeeded(result) : new RunnerResult.Failed(result);
        }
        JsonNode head = Json.stored(answer.substring(0, end));
        if (head.hasNonNull("error")) {
            String error = head.path("error").asText();
            return new RunnerResult.Failed(
                    result(NullNode.instance, code, ran).put("error", error).put("traceback", error));
        }
        ObjectNode result =
                result(value(answer.substring(end + 1), head.path("is_cut").asBoolean()), code, ran);
        return code == 0 && head.path("status").asText().equals("succeeded")
                ? new RunnerResult.Succeeded(result)
                : new RunnerResult.Failed(result);
    }

    private static JsonNode value(String json, boolean isCut) {
        if (isCut) {
            return TextNode.valueOf(json + ShellResult.CUT);
        }
        try {
            return Json.mapper().readTree(json);
        } catch (JacksonException e) {
            return TextNode.valueOf(json); // nested more deeply than anything here may be
        }
    }

    private static ObjectNode result(JsonNode value, int code, LocalProcesses.Ran ran) {
        return result(value, code, text(ran.stdout()), text(ran.stderr()));
    }

    private static ObjectNode result(JsonNode value, int code, String stdout, String stderr) {
        ObjectNode result = Json.object();
        result.set("result", value);
        return result.put("exit_code", code).put("stdout", stdout).put("stderr", stderr);
    }

    private static String text(Output.Kept output) {
        return new String(output.bytes(), StandardCharsets.UTF_8) + (output.isCut() ? ShellResult.CUT : "");
    }
}
