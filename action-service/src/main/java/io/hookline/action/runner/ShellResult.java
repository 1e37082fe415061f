package io.hookline.action.runner;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hookline.common.json.Json;
import java.time.Duration;
import java.util.regex.Pattern;

/** What a command's end means, and how its output is read (spec: actions-and-runners, 4.1). Pure. */
final class ShellResult {
    static final String CUT = "\n[output was longer than the limit and is cut here]";

    private static final Pattern WRONG_PASSWORD =
            Pattern.compile("^sudo: \\d+ incorrect password attempts?$", Pattern.MULTILINE);
    private static final int KILL = 9;
    private static final int TERM = 15;
    private static final ObjectReader JSON =
            Json.mapper().readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ShellResult() {}

    static RunnerResult of(LocalProcesses.Ran ran, Duration timeout, OutputReading reading) {
        JsonNode stdout = reading.value(ran.stdout());
        JsonNode stderr = reading.value(ran.stderr());
        return switch (ran.end()) {
            case ProcessGroup.Exited(int code) ->
                code == 0
                        ? new RunnerResult.Succeeded(result(0, stdout, stderr))
                        : new RunnerResult.Failed(result(code, stdout, stderr));
            case ProcessGroup.Signaled(int signal) ->
                signal == TERM
                        ? new RunnerResult.Abandoned(result(-TERM, stdout, stderr))
                        : new RunnerResult.Failed(result(-signal, stdout, stderr));
            case ProcessGroup.Overdue() ->
                new RunnerResult.TimedOut(result(-KILL, stdout, stderr)
                        .put("error", "Action failed to complete in " + timeout.toSeconds() + " seconds"));
        };
    }

    /** The same, unless it is {@code sudo} that failed, for the password was not right. */
    static RunnerResult withWrongPassword(RunnerResult result, String user) {
        return result instanceof RunnerResult.Failed(ObjectNode failed)
                ? new RunnerResult.Failed(withWrongPassword(failed, user))
                : result;
    }

    static ObjectNode withWrongPassword(ObjectNode failed, String user) {
        return WRONG_PASSWORD.matcher(failed.path("stderr").asText()).find()
                ? failed.put("return_code", -1)
                        .put(
                                "error",
                                "Invalid sudo password provided or sudo is not configured for this user (" + user + ")")
                : failed;
    }

    static ObjectNode result(int returnCode, JsonNode stdout, JsonNode stderr) {
        ObjectNode result = Json.object()
                .put("failed", returnCode != 0)
                .put("succeeded", returnCode == 0)
                .put("return_code", returnCode);
        result.set("stdout", stdout);
        result.set("stderr", stderr);
        return result;
    }

    /** One newline at the end is cut, and one carriage return before it. */
    static String withoutLineEnd(String output) {
        return withoutLast(withoutLast(output, '\n'), '\r');
    }

    /** What without its last line end reads as JSON is that value. */
    static JsonNode value(String output) {
        String text = withoutLineEnd(output);
        if (!mayBeJson(text)) {
            return TextNode.valueOf(text);
        }
        try {
            JsonNode value = JSON.readValue(text);
            return value == null || value.isMissingNode() ? TextNode.valueOf(text) : value;
        } catch (JacksonException e) {
            return TextNode.valueOf(text);
        }
    }

    private static boolean mayBeJson(String text) {
        String trimmed = text.strip();
        return !trimmed.isEmpty() && "{[\"-0123456789tfn".indexOf(trimmed.charAt(0)) >= 0;
    }

    private static String withoutLast(String text, char last) {
        return !text.isEmpty() && text.charAt(text.length() - 1) == last ? text.substring(0, text.length() - 1) : text;
    }
}
