package io.hookline.ingest.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ref;
import io.hookline.common.model.Trigger;
import io.hookline.common.model.TriggerType;
import io.hookline.common.schema.SchemaCheck;
import io.hookline.expressions.python.PythonOrder;
import io.hookline.expressions.python.PythonText;
import io.hookline.expressions.python.PythonValues;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the generic hook makes of a body: an instance of the trigger it names, or a refusal (spec: webhooks-and-triggers, 2). Pure. */
final class GenericHook {
    /** Their payloads are checked whatever the settings say. */
    private static final Set<String> ALWAYS_CHECKED =
            Set.of(HookName.WEBHOOK_TYPE, "core.st2.IntervalTimer", "core.st2.DateTimer", "core.st2.CronTimer");

    private final boolean validating;

    /**
     * @param validating whether a payload that breaks its type's schema is refused
     */
    GenericHook(boolean validating) {
        this.validating = validating;
    }

    /** The triggers and types there are. */
    interface Known {
        Optional<Trigger> trigger(String ref);

        Optional<Trigger> triggerKnownAs(String idOrUid);

        Optional<TriggerType> triggerType(String ref);

        List<Trigger> triggersOf(String typeRef);
    }

    /** What follows from a body. */
    sealed interface Outcome {
        /**
         * @param fault what is wrong with the payload if that is to be logged only
         */
        record Dispatch(Trigger trigger, ObjectNode payload, Optional<String> fault) implements Outcome {}

        /** The body is wrong, whatever triggers there are. */
        record Refused(String fault) implements Outcome {}

        /** The trigger is not known; to be believed only after catching up. */
        record Unknown(String fault) implements Outcome {}
    }

    /**
     * @param body an object or a list
     */
    Outcome judge(JsonNode body, Known known) {
        if (!body.isObject()) {
            return new Outcome.Refused("Webhook body needs to be an object, got: array");
        }
        JsonNode named = body.path("trigger");
        JsonNode payload = body.path("payload");
        if (!PythonOrder.truth(PythonValues.of(named))) {
            return new Outcome.Refused("Trigger not specified.");
        }
        if (named.isTextual()) {
            return byRef(named.textValue(), payload, known);
        }
        // In the original's order (spec: webhooks-and-triggers, 2).
        for (String identity : List.of("id", "uid")) {
            if (named.path(identity).isTextual()) {
                return byIdentity(identity, named.path(identity).textValue(), payload, known);
            }
        }
        if (named.path("type").isTextual()) {
            return byParameters(named.path("type").textValue(), named.path("parameters"), payload, known);
        }
        return refused(
                Json.text(named), "a trigger is named by its reference, by type and parameters, by id or by uid");
    }

    private Outcome byIdentity(String kind, String identity, JsonNode payload, Known known) {
        return known.triggerKnownAs(identity)
                .map(trigger -> judge(identity, trigger.type(), Optional.of(trigger), payload, known))
                .orElseGet(() -> unknown(
                        identity, "Trigger with " + kind + " \"" + identity + "\" doesn't exist in the database"));
    }

    private Outcome byRef(String ref, JsonNode payload, Known known) {
        try {
            var unused = Ref.parse(ref);
        } catch (IllegalArgumentException e) {
            return refused(ref, String.valueOf(e.getMessage()));
        }
        Optional<Trigger> trigger = known.trigger(ref);
        String typeRef = trigger.map(Trigger::type).orElse(ref);
        return judge(ref, typeRef, trigger, payload, known);
    }

    private Outcome byParameters(String typeRef, JsonNode parameters, JsonNode payload, Known known) {
        JsonNode wanted = parameters.isMissingNode() || parameters.isNull() ? Json.object() : parameters;
        Optional<Trigger> trigger = known.triggersOf(typeRef).stream()
                .filter(candidate -> candidate.parameters().equals(wanted))
                .findFirst();
        return judge(typeRef, typeRef, trigger, payload, known);
    }

    private Outcome judge(String named, String typeRef, Optional<Trigger> trigger, JsonNode payload, Known known) {
        Optional<TriggerType> type = known.triggerType(typeRef);
        if (type.isEmpty()) {
            return unknown(named, "Trigger type with reference \"" + typeRef + "\" doesn't exist in the database");
        }
        Optional<String> fault = fault(type.get(), payload);
        boolean binding = validating || ALWAYS_CHECKED.contains(typeRef) || !isObjectOrAbsent(payload);
        if (fault.isPresent() && binding) {
            return refused(named, fault.get());
        }
        if (trigger.isEmpty()) {
            // Nobody would ever see such an instance (spec: webhooks-and-triggers, 2: not 202 and then nothing).
            return unknown(named, "Trigger with reference \"" + named + "\" doesn't exist in the database");
        }
        return new Outcome.Dispatch(trigger.get(), payload instanceof ObjectNode given ? given : Json.object(), fault);
    }

    private static Optional<String> fault(TriggerType type, JsonNode payload) {
        boolean absent = payload.isMissingNode() || payload.isNull();
        if (absent && type.payloadSchema().isEmpty()) {
            return Optional.empty();
        }
        if (absent) {
            return Optional.of("None is not of type 'object'");
        }
        if (!payload.isObject()) {
            return Optional.of(PythonText.repr(PythonValues.of(payload)) + " is not of type 'object'");
        }
        return type.payloadSchema().isEmpty()
                ? Optional.empty()
                : SchemaCheck.firstFault(type.payloadSchema(), payload);
    }

    private static boolean isObjectOrAbsent(JsonNode payload) {
        return payload.isObject() || payload.isMissingNode() || payload.isNull();
    }

    private static Outcome refused(String named, String fault) {
        return new Outcome.Refused(words(named, fault));
    }

    private static Outcome unknown(String named, String fault) {
        return new Outcome.Unknown(words(named, fault));
    }

    private static String words(String named, String fault) {
        return "Trigger payload validation failed and validation is enabled, not dispatching a trigger \"" + named
                + "\": " + fault;
    }
}
