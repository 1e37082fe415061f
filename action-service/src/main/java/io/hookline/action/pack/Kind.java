package io.hookline.action.pack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can be registered, in the order in which it is (spec: packs-and-datastore, 2.3). */
enum Kind {
    RUNNER("runners"),
    RULE_TYPE("rule_types"),
    POLICY_TYPE("policy_types"),
    TRIGGER("triggers"),
    SENSOR("sensors"),
    ACTION("actions"),
    RULE("rules"),
    ALIAS("aliases"),
    POLICY("policies"),
    CONFIG("configs");

    private final String plural;

    Kind(String plural) {
        this.plural = plural;
    }

    String singular() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As counts name it, and the folder of a pack. */
    String plural() {
        return plural;
    }

    /**
     * @param types singular, plural or {@code all}, all of them known; none: all
     */
    static Set<Kind> named(JsonNode types) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (JsonNode type : types) {
            String name = type.asText();
            for (Kind kind : values()) {
                if (name.equals("all") || name.equals(kind.singular()) || name.equals(kind.plural())) {
                    kinds.add(kind);
                    kind.neededFirst().forEach(kinds::add);
                }
            }
        }
        return kinds.isEmpty() ? EnumSet.allOf(Kind.class) : kinds;
    }

    private Set<Kind> neededFirst() {
        return switch (this) {
            case ACTION -> Set.of(RUNNER);
            case RULE -> Set.of(RULE_TYPE);
            case POLICY -> Set.of(POLICY_TYPE);
            case RUNNER, RULE_TYPE, POLICY_TYPE, TRIGGER, SENSOR, ALIAS, CONFIG -> Set.of();
        };
    }
}
