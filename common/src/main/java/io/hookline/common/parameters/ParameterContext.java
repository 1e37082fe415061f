package io.hookline.common.parameters;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.expressions.template.Datastore;
import io.hookline.expressions.template.Decrypted;
import java.util.Map;

/**
 * What templates in parameters may name besides each other (spec: templating, 2).
 *
 * @param names such as {@code trigger}, {@code action_context}, {@code config_context}; the last two are empty if they are left out
 * @param datastore of the user whom the execution acts for
 */
public record ParameterContext(Map<String, JsonNode> names, Datastore datastore) {
    public ParameterContext {
        names = Map.copyOf(names);
    }

    /** The same; what is decrypted through it is known there. */
    ParameterContext watchedBy(Decrypted decrypted) {
        return new ParameterContext(names, decrypted.watch(datastore));
    }
}
