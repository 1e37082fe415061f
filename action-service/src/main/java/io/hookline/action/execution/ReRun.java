package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.RequestBody;
import io.hookline.common.json.Json;
import io.hookline.common.parameters.Secrets;
import jakarta.ws.rs.BadRequestException;
import java.util.HashSet;
import java.util.Set;

/** What asking for an execution once more comes to (spec: executions, 2.7). */
final class ReRun {
    private static final JsonNode SCHEMA = Json.stored("""
            {"type": "object", "properties": {
                "parameters": {"type": "object"}, "tasks": {"type": "array"}, "reset": {"type": "array"}}}""");

    private ReRun() {}

    /**
     * What can't be asked of any execution.
     *
     * @throws BadRequestException in the words of the spec
     */
    private static void check(ObjectNode body) {
        RequestBody.check(body, SCHEMA);
        boolean namesTasks =
                !body.path("tasks").isEmpty() || !body.path("reset").isEmpty();
        if (namesTasks && !body.path("parameters").isEmpty()) {
            throw new BadRequestException(
                    "Parameters override is not supported when re-running task(s) for a workflow.");
        }
        Set<JsonNode> tasks = new HashSet<>();
        body.path("tasks").forEach(tasks::add);
        for (JsonNode reset : body.path("reset")) {
            if (!tasks.contains(reset)) {
                throw new BadRequestException("List of tasks to reset does not match the tasks to rerun.");
            }
        }
    }

    /**
     * What is as it was has been rendered then. It is not rendered again: what a webhook brought must not become a template.
     *
     * @param before the old one's parameters as they were given
     * @param merges whether the old parameters stand where no new ones are given
     */
    static ExecutionRequest of(Execution old, ObjectNode before, ObjectNode body, boolean merges) {
        check(body);
        if (!body.path("tasks").isEmpty()) {
            throw new BadRequestException("Task option is only supported for Orquesta workflows.");
        }
        ObjectNode parameters = Json.object();
        if (merges) {
            parameters.setAll(before);
        }
        Set<String> rendered = new HashSet<>();
        before.fieldNames().forEachRemaining(rendered::add);
        body.path("parameters").properties().forEach(given -> {
            String name = given.getKey();
            JsonNode value = Secrets.unmasked(given.getValue(), before.path(name));
            boolean isNew = value.equals(given.getValue()) && !value.equals(before.path(name));
            if (isNew) {
                rendered.remove(name);
            }
            parameters.set(name, value);
        });
        ObjectNode context = Json.object();
        if (old.context().path("trace_context") instanceof ObjectNode trace) {
            // Somebody asked, so a chain of executions that raise each other begins anew.
            context.set("trace_context", trace.deepCopy().without("depth"));
        }
        context.putObject("re-run").put("ref", old.id());
        ObjectNode request = Json.object().put("action", old.actionRef());
        request.set("parameters", parameters);
        request.set("context", context);
        for (String field : Set.of("user", "delay")) {
            if (body.hasNonNull(field)) {
                request.set(field, body.get(field));
            }
        }
        return ExecutionRequest.of(request, null).withRendered(old.isRendered() ? rendered : Set.of());
    }
}
