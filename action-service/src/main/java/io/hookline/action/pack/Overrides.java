package io.hookline.action.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an operator switches on and off of the things of packs, whatever their files say (spec: packs-and-datastore, 1.1). Pure.
 *
 * @param all for all packs
 * @param own for the pack at hand
 */
record Overrides(JsonNode all, JsonNode own) {
    private static final Set<String> KEYS = Set.of("enabled");

    /** Nothing is overridden. */
    static Overrides none() {
        return new Overrides(Json.object(), Json.object());
    }

    /** Why they can't be applied; empty if they can. */
    Optional<String> fault(String pack) {
        return Stream.of(all, own)
                .flatMap(Overrides::things)
                .flatMap(file -> Stream.concat(
                        unknown("default", file.path("defaults")),
                        things(file.path("exceptions")).flatMap(thing -> unknown("exception", thing))))
                .findFirst()
                .map(key -> "Override attempted with invalid " + key + " in pack " + pack);
    }

    private static Stream<JsonNode> things(JsonNode section) {
        return section.properties().stream().map(Map.Entry::getValue);
    }

    private static Stream<String> unknown(String where, JsonNode overridden) {
        return overridden.properties().stream()
                .map(Map.Entry::getKey)
                .filter(key -> !KEYS.contains(key))
                .map(key -> where + " key " + key);
    }

    /**
     * Applies them to the metadata of one thing.
     *
     * @return whether that changed something
     */
    boolean apply(Kind kind, String name, ObjectNode metadata) {
        boolean before =
                metadata.path("enabled").asBoolean(kind != Kind.RULE); // a rule is off unless it says otherwise
        JsonNode exception =
                own.path(kind.plural()).path("exceptions").path(name).path("enabled");
        JsonNode byDefault = own.path(kind.plural()).path("defaults").path("enabled");
        JsonNode everywhere = all.path(kind.plural()).path("defaults").path("enabled");
        for (JsonNode said : new JsonNode[] {exception, byDefault, everywhere}) {
            if (said.isBoolean()) {
                metadata.set("enabled", said);
                return said.booleanValue() != before;
            }
        }
        return false;
    }
}
