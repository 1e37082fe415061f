package io.hookline.common.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A named thing that can be run (spec: actions-and-runners, 1).
 *
 * @param uid {@code action:<pack>:<name>}
 * @param runnerType name of the runner type
 * @param parameters schema by parameter name, without the runner's own
 * @param notification {@code notify}: whom to tell at the end
 * @param onWorkerLost what becomes of a run whose worker is lost: {@code retry} or {@code abandon}; null: what the service holds for right
 */
public record Action(
        String id,
        String ref,
        String uid,
        String name,
        String pack,
        @Nullable String description,
        boolean enabled,
        String runnerType,
        String entryPoint,
        ObjectNode parameters,
        ObjectNode outputSchema,
        ArrayNode tags,
        @JsonProperty("notify") ObjectNode notification,
        String metadataFile,
        @Nullable String onWorkerLost)
        implements ActionFact {}
