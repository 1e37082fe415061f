package io.hookline.rules.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** When a rule is tried (spec: rules-and-criteria, 5). */
enum RuleType {
    STANDARD("Tried on every trigger instance of its trigger."),
    BACKSTOP("Tried on those trigger instances that no standard rule matched.");

    private final String description;

    RuleType(String description) {
        this.description = description;
    }

    String ref() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The same on every node and after every start. */
    String id() {
        return Ids.following("00000000", "rule type " + ref());
    }

    static Optional<RuleType> named(String refOrId) {
        return Stream.of(values())
                .filter(type -> type.ref().equals(refOrId) || type.id().equals(refOrId))
                .findFirst();
    }

    /** As answers show it. */
    ObjectNode shown() {
        ObjectNode shown = Json.object()
                .put("id", id())
                .put("name", ref())
                .put("description", description)
                .put("enabled", true);
        shown.putObject("parameters");
        return shown;
    }
}
