package io.hookline.ingest.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Trigger;
import io.hookline.common.model.TriggerType;

/** Triggers and their types, as the rules service publishes them. */
public final class Samples {
    public static final TriggerType WEBHOOK_TYPE = type(
            "000000000000000000000001",
            "core.st2.webhook",
            "{'type': 'object', 'properties': {'headers': {'type': 'object'}, 'headers_lower': {'type': 'object'},"
                    + " 'body': {'anyOf': [{'type': 'array'}, {'type': 'object'}]}}}",
            "{'type': 'object', 'properties': {'url': {'type': 'string', 'required': true}},"
                    + " 'additionalProperties': false}");

    private Samples() {}

    /** A trigger of type core.st2.webhook. */
    public static Trigger hook(String id, String url) {
        ObjectNode parameters = Json.object().put("url", url);
        return new Trigger(
                id, "core." + id, "trigger:core:" + id + ":0", id, "core", "core.st2.webhook", parameters, null);
    }

    /** The trigger of a type without parameters. */
    public static Trigger shadow(String id, String ref) {
        return trigger(id, ref, ref, "{}");
    }

    public static Trigger trigger(String id, String ref, String type, String parameters) {
        return new Trigger(id, ref, "trigger:" + id, ref, "default", type, object(parameters), null);
    }

    public static TriggerType type(String id, String ref, String payloadSchema, String parametersSchema) {
        int dot = ref.indexOf('.');
        return new TriggerType(
                id,
                ref,
                "trigger_type:" + id,
                ref.substring(dot + 1),
                ref.substring(0, dot),
                null,
                object(payloadSchema),
                object(parametersSchema),
                Json.mapper().createArrayNode(),
                null);
    }

    /** JSON with single quotes. */
    public static ObjectNode object(String json) {
        return (ObjectNode) Json.stored(json.replace('\'', '"'));
    }
}
