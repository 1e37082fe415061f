package io.hookline.action.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;

/** How a command's output is read: packs rely on {@code result.stdout.key}, others want to see what was printed. */
enum OutputReading {
    /** What reads as JSON is that value. */
    JSON,
    TEXT;

    static OutputReading of(ObjectNode runnerParameters) {
        return runnerParameters.path("parse_output").asBoolean(true) ? JSON : TEXT;
    }

    JsonNode value(Output.Kept output) {
        String text = new String(output.bytes(), StandardCharsets.UTF_8);
        return output.isCut() ? TextNode.valueOf(text + ShellResult.CUT) : value(text);
    }

    JsonNode value(String output) {
        return switch (this) {
            case JSON -> ShellResult.value(output);
            case TEXT -> TextNode.valueOf(ShellResult.withoutLineEnd(output));
        };
    }
}
