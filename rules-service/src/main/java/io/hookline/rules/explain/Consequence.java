package io.hookline.rules.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.LiveAction;
import io.hookline.common.parameters.ActionParameters;
import io.hookline.common.parameters.Secrets;
import io.hookline.rules.criteria.Finding;
import io.hookline.rules.engine.RuleEnforcer.Enforced;
import io.hookline.rules.rule.KnownActions.Known;
import io.hookline.rules.rule.Rule;
import java.util.List;
import java.util.Optional;

/**
 * What would follow from a rule that matches: its action with the parameters as they would be rendered, or why it would not run.
 *
 * @param action reference of the action
 */
sealed interface Consequence {
    String action();

    /**
     * @param parameters rendered and cast, secrets masked
     */
    record Asked(String action, ObjectNode parameters) implements Consequence {}

    /**
     * @param reason as the failed enforcement would tell it
     */
    record Failed(String action, String reason) implements Consequence {}

    /**
     * @param known what is known of the rule's action; empty: it does not exist
     */
    static Consequence of(Rule rule, Enforced enforced, Optional<Known> known) {
        String reason = enforced.enforcement().failureReason();
        if (reason != null) {
            return new Failed(rule.actionRef(), reason);
        }
        ObjectNode parameters =
                enforced.liveAction().map(LiveAction::parameters).orElseGet(Json::object);
        return new Asked(
                rule.actionRef(),
                known.map(action -> masked(action.parameters(), rule.parameters(), parameters))
                        .orElseGet(Json::object));
    }

    /** Without what the action declares secret, and without what was a secret in the datastore, wherever a parameter has taken it over. */
    private static ObjectNode masked(ActionParameters declared, ObjectNode given, ObjectNode rendered) {
        ObjectNode defaults = declared.merged();
        List<String> secrets = rendered.properties().stream()
                .filter(parameter -> Finding.isDecrypted(Json.text(
                        given.has(parameter.getKey())
                                ? given.path(parameter.getKey())
                                : defaults.path(parameter.getKey()).path("default"))))
                .map(parameter -> text(parameter.getValue()))
                .filter(text -> !text.isEmpty())
                .toList();
        ObjectNode shown = declared.masked(rendered);
        shown.properties().stream()
                .filter(parameter -> secrets.stream().anyMatch(text(parameter.getValue())::contains))
                .forEach(parameter -> parameter.setValue(Secrets.MASK));
        return shown;
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.asText() : Json.text(value);
    }

    /** How a sentence about the match goes on. */
    default String clause() {
        return switch (this) {
            case Asked asked -> ", and " + asked.action() + " is asked for";
            case Failed failed -> ", but " + failed.action() + " is not run: " + failed.reason();
        };
    }

    /** As answers show it. */
    default ObjectNode shown() {
        ObjectNode shown = Json.object().put("ref", action());
        switch (this) {
            case Asked asked -> shown.set("parameters", Excerpt.ofEach(asked.parameters()));
            case Failed failed -> shown.put("failure_reason", failed.reason());
        }
        return shown;
    }
}
