package io.hookline.rules.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.parameters.Secrets;
import io.hookline.common.secret.SecretBox;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What a rule gives to parameters that its action declares secret: sealed in the rule, opened where it is used. */
@Singleton
public final class RuleSecrets {
    private final KnownActions actions;
    private final SecretBox box;

    RuleSecrets(KnownActions actions, SecretBox box) {
        this.actions = actions;
        this.box = box;
    }

    /** Before a transaction: an action that another node has just made is known after this, with what it declares secret. */
    void learn(RuleDraft draft) {
        actions.find(draft.action().path("ref").asText());
    }

    /**
     * The draft with sealed secrets. An action that nobody knows yet declares none: it is told apart when the rule is saved again.
     *
     * @param old the rule before this change, whose secrets stand behind masks
     */
    RuleDraft sealed(RuleDraft draft, Optional<Rule> old) {
        ObjectNode action = draft.action().deepCopy();
        ObjectNode given = (ObjectNode) action.path("parameters");
        ObjectNode before = old.map(this::opened).orElse(given);
        uncover(given, before);
        actions.get(action.path("ref").asText())
                .ifPresent(known -> action.set("parameters", known.parameters().sealed(given, box)));
        return draft.with(action);
    }

    /** Who sends a mask back means the value behind it, however deep it lies; of lists only where none became longer or shorter. */
    private static JsonNode uncovered(JsonNode sent, JsonNode before) {
        if (sent.equals(Secrets.MASK)) {
            return before;
        }
        if (sent instanceof ObjectNode object && before instanceof ObjectNode old) {
            uncover(object, old);
        } else if (sent instanceof ArrayNode list && before instanceof ArrayNode old && list.size() == old.size()) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, uncovered(list.get(i), old.get(i)));
            }
        }
        return sent;
    }

    private static void uncover(ObjectNode sent, ObjectNode before) {
        sent.properties().forEach(field -> {
            JsonNode old = before.get(field.getKey());
            if (old != null) {
                field.setValue(uncovered(field.getValue(), old));
            }
        });
    }

    /** Whether nothing is left to seal: an action that was not known when its rule was saved may have come since. */
    boolean areSealed(Rule rule) {
        ObjectNode parameters = rule.parameters();
        return actions.get(rule.actionRef())
                .map(known -> known.parameters().masked(parameters).equals(parameters)
                        || !known.parameters().opened(parameters, box).equals(parameters))
                .orElse(true);
    }

    /** A rule's parameters as they were given. */
    public ObjectNode opened(Rule rule) {
        return actions.get(rule.actionRef())
                .map(known -> known.parameters().opened(rule.parameters(), box))
                .orElseGet(rule::parameters);
    }
}
