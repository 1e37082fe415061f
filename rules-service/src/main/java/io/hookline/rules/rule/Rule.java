package io.hookline.rules.rule;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ref;
import io.hookline.common.model.Trigger;
import io.hookline.rules.criteria.Criterion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What should follow from a trigger, and when (spec: rules-and-criteria, 1).
 *
 * @param type {@code ref} and {@code parameters}
 * @param triggerRef of the trigger it is on
 * @param trigger the trigger itself; null if it is gone, then nothing can follow
 * @param criteria in the order written; all must hold
 * @param action {@code ref}, {@code parameters} with their templates, perhaps {@code description}
 * @param context {@code user}, who saved it, and what else a client put there
 * @param throttle how often it may answer; null: as often as it matches
 */
public record Rule(
        String id,
        String name,
        String pack,
        @Nullable String description,
        boolean enabled,
        ObjectNode type,
        String triggerRef,
        @Nullable Trigger trigger,
        List<Criterion> criteria,
        ObjectNode action,
        ObjectNode context,
        ArrayNode tags,
        String metadataFile,
        @Nullable Throttle throttle) {

    public Rule {
        criteria = List.copyOf(criteria);
    }

    /** One that may answer as often as it matches. */
    public Rule(
            String id,
            String name,
            String pack,
            @Nullable String description,
            boolean enabled,
            ObjectNode type,
            String triggerRef,
            @Nullable Trigger trigger,
            List<Criterion> criteria,
            ObjectNode action,
            ObjectNode context,
            ArrayNode tags,
            String metadataFile) {
        this(
                id,
                name,
                pack,
                description,
                enabled,
                type,
                triggerRef,
                trigger,
                criteria,
                action,
                context,
                tags,
                metadataFile,
                null);
    }

    public String ref() {
        return new Ref(pack, name).toString();
    }

    public String uid() {
        return "rule:" + pack + ":" + name;
    }

    /** Tried only if no rule of the standard type matched. */
    public boolean isBackstop() {
        return RuleType.BACKSTOP.ref().equals(type.path("ref").asText());
    }

    public String actionRef() {
        return action.path("ref").asText();
    }

    /** As given, templates unrendered. */
    public ObjectNode parameters() {
        return action.path("parameters") instanceof ObjectNode parameters ? parameters : Json.object();
    }

    /** The criteria's JSON, as written. */
    ObjectNode writtenCriteria() {
        ObjectNode written = Json.object();
        criteria.forEach(criterion -> written.set(criterion.key(), criterion.written()));
        return written;
    }
}
