package io.hookline.common.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at the references of a draft 4 schema: each must lead to a place inside it, and none may come back to itself without a step into
 * the value, or a check would never end. Nothing is ever fetched.
 */
final class References {
    private final ObjectNode root;
    private final Set<JsonNode> underway = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<JsonNode> fine = Collections.newSetFromMap(new IdentityHashMap<>());

    private References(ObjectNode root) {
        this.root = root;
    }

    static Optional<String> fault(ObjectNode schema) {
        return new References(schema).faultBelow(schema);
    }

    private Optional<String> faultBelow(JsonNode schema) {
        Optional<String> fault = faultAt(schema);
        for (JsonNode part : fault.isPresent() ? List.<JsonNode>of() : parts(schema, false)) {
            if (fault.isEmpty()) {
                fault = faultBelow(part);
            }
        }
        return fault;
    }

    /** Follows what is checked against the same value. */
    private Optional<String> faultAt(JsonNode schema) {
        if (fine.contains(schema)) {
            return Optional.empty();
        }
        if (!underway.add(schema)) {
            return Optional.of("a reference leads back to itself");
        }
        List<JsonNode> same = parts(schema, true);
        JsonNode reference = schema.path("$ref");
        if (reference.isTextual()) {
            Optional<JsonNode> target = target(reference.textValue());
            if (target.isEmpty()) {
                return Optional.of("the reference '" + reference.textValue() + "' leads nowhere inside the schema");
            }
            same.add(target.get());
        }
        for (JsonNode part : same) {
            Optional<String> fault = faultAt(part);
            if (fault.isPresent()) {
                return fault;
            }
        }
        underway.remove(schema);
        fine.add(schema);
        return Optional.empty();
    }

    private Optional<JsonNode> target(String reference) {
        if (!reference.startsWith("#")) {
            return Optional.empty();
        }
        try {
            return Optional.of(root.at(JsonPointer.compile(reference.substring(1))))
                    .filter(JsonNode::isObject);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * @param sameValue only the parts that see the value itself, not those for values within it
     */
    private static List<JsonNode> parts(JsonNode schema, boolean sameValue) {
        List<JsonNode> parts = new ArrayList<>();
        schema.properties().forEach(keyword -> {
            String name = keyword.getKey();
            JsonNode value = keyword.getValue();
            boolean same = PackDialect.SEVERAL.contains(name) || name.equals("not") || name.equals("dependencies");
            if (sameValue && !same) {
                return;
            }
            if (PackDialect.SEVERAL.contains(name) || PackDialect.NAMED.contains(name) || value.isArray()) {
                value.forEach(part -> addSchema(parts, part));
            } else if (PackDialect.ONE.contains(name) || name.equals("items")) {
                addSchema(parts, value);
            }
        });
        return parts;
    }

    private static void addSchema(List<JsonNode> parts, JsonNode part) {
        if (part.isObject()) {
            parts.add(part);
        }
    }
}
