package io.hookline.action.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What holds back or repeats the executions of one action (spec: packs-and-datastore, 4).
 *
 * @param uid {@code policy:<pack>:<name>}
 * @param resourceRef reference of the action, which need not be there
 * @param policyType reference of its type
 * @param parameters as its type's schema wants them, with the defaults filled in
 */
public record Policy(
        String id,
        String uid,
        String ref,
        String name,
        String pack,
        @Nullable String description,
        boolean enabled,
        String resourceRef,
        String policyType,
        ObjectNode parameters,
        String metadataFile) {}
