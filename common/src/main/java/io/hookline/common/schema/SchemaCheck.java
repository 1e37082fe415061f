package io.hookline.common.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.DialectId;
import com.networknt.schema.regex.RegularExpression;
import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonPattern;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks a value against a schema as packs write it: draft 4 with draft 3's boolean {@code required} inside a property, where an
 * optional property without a default also admits null (spec: webhooks-and-triggers, 2; executions, 4). Defaults stand in for what is
 * absent or null while a value is checked; the value itself is never changed. {@code format} is not checked, unknown keywords are
 * tolerated, patterns are Python's. Schemas are prepared once and kept; safe for many threads.
 */
public final class SchemaCheck {
    private static final int MAX_KEPT = 1_000;

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_4,
            builder -> builder.schemaCacheEnabled(false)
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .regularExpressionFactory(SchemaCheck::pattern)
                            .formatAssertionsEnabled(false)
                            .build()));

    private static final Schema DRAFT_4 = REGISTRY.getSchema(SchemaLocation.of(DialectId.DRAFT_4));

    private static final ConcurrentMap<JsonNode, SchemaCheck> KEPT = new ConcurrentHashMap<>();

    private final Defaults defaults;
    private final ObjectNode translated;
    private final @Nullable Schema schema;
    private final @Nullable String schemaFault;

    private SchemaCheck(JsonNode source) {
        this.defaults = new Defaults(source);
        this.translated = PackDialect.draft4(source);
        Schema compiled = null;
        String fault = null;
        try {
            fault = Faults.first(DRAFT_4.validate(translated), translated, translated)
                    .or(() -> References.fault(translated))
                    .orElse(null);
            if (fault == null) {
                readPatterns();
                compiled = REGISTRY.getSchema(translated);
                compiled.initializeValidators();
            }
        } catch (SchemaException | PythonError e) {
            fault = String.valueOf(e.getMessage());
        }
        this.schema = fault == null ? compiled : null;
        this.schemaFault = fault;
    }

    /** The check for a schema, prepared at most once for as long as it is kept. */
    public static SchemaCheck of(JsonNode schema) {
        SchemaCheck kept = KEPT.get(schema);
        if (kept != null) {
            return kept;
        }
        if (KEPT.size() >= MAX_KEPT) {
            KEPT.clear(); // a process sees few schemas; whoever sends thousands pays for their preparation
        }
        JsonNode source = schema.deepCopy();
        var prepared = new SchemaCheck(source);
        KEPT.put(source, prepared);
        return prepared;
    }

    /**
     * The first thing that is wrong, in the words of StackStorm's checker ({@code 'name' is a required property}); empty if all is well.
     *
     * @param schema an object schema
     */
    public static Optional<String> firstFault(JsonNode schema, JsonNode value) {
        return of(schema).firstFault(value);
    }

    /** What is wrong with a schema itself, in the same words; a schema at fault admits nothing. */
    public static Optional<String> schemaFault(JsonNode schema) {
        return Optional.ofNullable(of(schema).schemaFault);
    }

    /** As {@link #firstFault(JsonNode, JsonNode)}. */
    public Optional<String> firstFault(JsonNode value) {
        return firstFound(value).map(Found::words);
    }

    /** The first thing that is wrong, with its place. */
    public Optional<Found> firstFound(JsonNode value) {
        if (schema == null) {
            return Optional.of(new Found(List.of(), "The schema is not valid: " + schemaFault));
        }
        try {
            JsonNode checked = defaults.filledInto(value);
            return Faults.found(schema.validate(checked), checked, translated);
        } catch (SchemaException | PythonError e) {
            return Optional.of(new Found(List.of(), String.valueOf(e.getMessage())));
        }
    }

    /**
     * A fault.
     *
     * @param path keys, and places in lists as digits, to the value that is wrong; to the object around it if it is missing
     */
    public record Found(List<String> path, String words) {
        public Found {
            path = List.copyOf(path);
        }
    }

    /** Tells of a pattern that can't be read before the library does, which would log it as its own error. */
    private void readPatterns() {
        for (JsonNode pattern : translated.findValues("pattern")) {
            if (pattern.isTextual()) {
                PythonPattern.read(pattern.textValue());
            }
        }
    }

    private static RegularExpression pattern(String source) {
        return PythonPattern.read(source)::search;
    }
}
