package io.hookline.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Trigger;
import io.hookline.expressions.template.TemplateConfig;
import io.hookline.expressions.template.Templates;
import io.hookline.rules.criteria.CriteriaParser;
import io.hookline.rules.criteria.Payload;
import io.hookline.rules.rule.Rule;
import java.time.Instant;

/** Rules and payloads for tables of cases. Single quotes stand for double ones. */
public final class Samples {
    public static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");

    private static final CriteriaParser PARSER = new CriteriaParser(new Templates(TemplateConfig.standard()));

    private Samples() {}

    public static ObjectNode json(String text) {
        return (ObjectNode) Json.stored(text.replace('\'', '"'));
    }

    public static Rule rule(JsonNode criteria) {
        return rule(criteria, json("{'ref': 'core.local', 'parameters': {}}"));
    }

    public static Rule rule(JsonNode criteria, ObjectNode action) {
        return rule("5f0000000000000000000001", "standard", criteria, action);
    }

    /**
     * @param type standard or backstop
     */
    public static Rule rule(String id, String type, JsonNode criteria) {
        return rule(id, type, criteria, json("{'ref': 'core.local', 'parameters': {}}"));
    }

    private static Rule rule(String id, String type, JsonNode criteria, ObjectNode action) {
        return new Rule(
                id,
                "on_push",
                "default",
                null,
                true,
                json("{'ref': '%s', 'parameters': {}}".formatted(type)),
                "core.d09c03c3",
                new Trigger(
                        "5f0000000000000000000002",
                        "core.d09c03c3",
                        "trigger:core:d09c03c3:0",
                        "d09c03c3",
                        "core",
                        "core.st2.webhook",
                        json("{'url': 'push'}"),
                        null),
                PARSER.parse(criteria),
                action,
                json("{'user': 'ann'}"),
                Json.mapper().createArrayNode(),
                "");
    }

    public static Payload payload(JsonNode trigger) {
        return Payload.of(trigger, Measured.DATASTORE, NOW);
    }
}
