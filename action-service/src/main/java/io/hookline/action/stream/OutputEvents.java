package io.hookline.action.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import java.util.ArrayList;
import java.util.List;

/**
 * How lines of output are told: a record on the topic holds a piece, an event on a stream one line (spec: executions, 7). Pure.
 */
final class OutputEvents {
    static final String NAME = "st2.execution.output__create";

    private OutputEvents() {}

    /** A piece as it travels: the fields of an event, and what numbers its lines. */
    static ObjectNode record(OutputPiece piece) {
        return Json.object()
                .put("execution_id", piece.source().executionId())
                .put("action_ref", piece.source().actionRef())
                .put("runner_ref", piece.source().runnerRef())
                .put("timestamp", Json.TIME.format(piece.at()))
                .put("output_type", piece.stream().text())
                .put("data", piece.data())
                .put("attempt", piece.source().attempt())
                .put("line", piece.line());
    }

    /** A line as an event. */
    static StreamEvent event(ObjectNode line) {
        return StreamEvent.of(
                NAME,
                line.path("action_ref").asText(),
                line.path("execution_id").asText(),
                false,
                line);
    }

    /** One event for each line of a piece as it travelled; the same line always has the same id. */
    static List<ObjectNode> lines(JsonNode record) {
        String execution = record.path("execution_id").asText();
        int attempt = record.path("attempt").asInt();
        int number = record.path("line").asInt();
        List<ObjectNode> lines = new ArrayList<>();
        String data = record.path("data").asText();
        for (int from = 0; from < data.length(); number++) {
            int newline = data.indexOf('\n', from);
            int to = newline < 0 ? data.length() : newline + 1;
            ObjectNode line = Json.object();
            for (String field : List.of("execution_id", "action_ref", "runner_ref", "timestamp", "output_type")) {
                line.set(field, record.path(field));
            }
            line.put("data", data.substring(from, to));
            line.put("id", Ids.following(execution, attempt + ":" + number));
            lines.add(line);
            from = to;
        }
        return lines;
    }
}
