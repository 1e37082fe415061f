package io.hookline.common.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A trigger type with concrete parameters: what rules point to (spec: webhooks-and-triggers, 6).
 *
 * @param ref how everything names it: {@code core.<uuid>} for types with parameters, else the type's reference
 * @param uid {@code trigger:<pack>:<name>:<md5 of the parameters>}
 * @param type reference of the trigger type
 */
public record Trigger(
        String id,
        String ref,
        String uid,
        String name,
        String pack,
        String type,
        ObjectNode parameters,
        @Nullable String description)
        implements TriggerFact {}
