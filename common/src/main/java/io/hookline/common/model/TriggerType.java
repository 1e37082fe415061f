package io.hookline.common.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A kind of event (spec: webhooks-and-triggers, 5).
 *
 * @param uid {@code trigger_type:<pack>:<name>}
 * @param payloadSchema draft 4 schema of what an instance carries; empty: anything
 * @param parametersSchema draft 4 schema of what tells triggers of this type apart; empty: there is one trigger, of the same name
 */
public record TriggerType(
        String id,
        String ref,
        String uid,
        String name,
        String pack,
        @Nullable String description,
        ObjectNode payloadSchema,
        ObjectNode parametersSchema,
        ArrayNode tags,
        @Nullable String metadataFile)
        implements TriggerFact {

    /** Whether triggers of this type are told apart by parameters; if not there is exactly one, named like the type. */
    public boolean hasParameters() {
        return !parametersSchema.isEmpty();
    }
}
