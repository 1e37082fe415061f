package io.hookline.action.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.hookline.common.json.Json;
import io.hookline.common.schema.SchemaCheck;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be registered (spec: packs-and-datastore, 2.3).
 *
 * @param packs names; none: all there are
 * @param prune whether what came from a file that is gone is taken away, which StackStorm never does
 * @param switches what becomes of things that were switched on or off since they were registered last
 */
record RegistrationRequest(
        List<String> packs, Set<Kind> kinds, boolean failOnFailure, boolean prune, Switches switches) {
    /** Everything there is, as far as it can be registered; what somebody has switched off stays so. */
    static RegistrationRequest atStart() {
        return new RegistrationRequest(List.of(), EnumSet.allOf(Kind.class), false, false, Switches.AS_THEY_ARE);
    }

    /** Whether a thing that is there already is switched on. */
    enum Switches {
        AS_FILES_SAY,
        AS_THEY_ARE
    }

    private static final JsonNode SHAPE = shape();

    private static JsonNode shape() {
        ArrayNode names = Json.mapper().createArrayNode().add("all");
        List.of(
                        Kind.RUNNER,
                        Kind.ACTION,
                        Kind.TRIGGER,
                        Kind.SENSOR,
                        Kind.RULE,
                        Kind.RULE_TYPE,
                        Kind.ALIAS,
                        Kind.POLICY_TYPE,
                        Kind.POLICY,
                        Kind.CONFIG)
                .forEach(kind -> names.add(kind.singular()));
        for (Kind kind : Kind.values()) {
            names.add(kind.plural());
        }
        return Json.stored("""
                {"type": "object", "properties": {
                  "packs": {"type": "array", "items": {"type": "string", "required": true}},
                  "types": {"type": "array", "items": {"required": true, "enum": %s}},
                  "fail_on_failure": {"type": "boolean", "default": true},
                  "prune": {"type": "boolean", "default": false}}}
                """.formatted(Json.text(names)));
    }

    static Optional<String> fault(JsonNode body) {
        return SchemaCheck.firstFault(SHAPE, body);
    }

    /**
     * @param body without a {@link #fault}
     */
    static RegistrationRequest of(JsonNode body) {
        List<String> packs = new ArrayList<>();
        body.path("packs").forEach(pack -> packs.add(pack.asText()));
        return new RegistrationRequest(
                List.copyOf(packs),
                Kind.named(body.path("types")),
                body.path("fail_on_failure").asBoolean(true),
                body.path("prune").asBoolean(false),
                Switches.AS_FILES_SAY);
    }
}
