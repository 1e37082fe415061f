package io.hookline.action.pack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.datastore.DatastoreKey;
import io.hookline.common.datastore.KnownKeys;
import io.hookline.common.json.Json;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What executions see of the configurations of packs. Held in memory for a second, so that an execution does not cost a look into the
 * database; a change made at another node is seen after that.
 */
@Singleton
public final class PackConfigs {
    private static final Duration HELD = Duration.ofSeconds(1);

    private final Configs configs;
    private final ConfigSchemas schemas;
    private final KnownKeys keys;
    private final DatastoreKey key;
    private final Clock clock;
    private volatile Held held = new Held(Instant.MIN, Map.of(), Map.of());

    PackConfigs(Configs configs, ConfigSchemas schemas, KnownKeys keys, DatastoreKey key, Clock clock) {
        this.configs = configs;
        this.schemas = schemas;
        this.keys = keys;
        this.key = key;
        this.clock = clock;
    }

    /** An empty one if the pack has none, and no schema with defaults. */
    public Rendered of(String pack, String user) {
        Held now = held();
        ObjectNode values = now.values().get(pack);
        ObjectNode attributes = now.attributes().get(pack);
        if (values == null && attributes == null) {
            return new Rendered.Ready(Json.object());
        }
        var rendering = new ConfigRendering(pack, keys.of(user), key::decrypt);
        return switch (rendering.of(
                values == null ? Json.object() : values, attributes == null ? Json.object() : attributes)) {
            case ConfigRendering.Outcome.Rendered(ObjectNode config) -> new Rendered.Ready(config);
            case ConfigRendering.Outcome.Failed(String reason) -> new Rendered.Failed(reason);
        };
    }

    /** What was changed here is seen here at once. */
    void forget() {
        held = new Held(Instant.MIN, Map.of(), Map.of());
    }

    private Held held() {
        Held known = held;
        Instant now = clock.instant();
        if (!now.isBefore(known.until())) {
            Map<String, ObjectNode> values = new HashMap<>();
            configs.all().forEach(config -> values.put(config.pack(), config.values()));
            Map<String, ObjectNode> attributes = new HashMap<>();
            schemas.all().forEach(schema -> attributes.put(schema.pack(), schema.attributes()));
            known = new Held(now.plus(HELD), values, attributes);
            held = known;
        }
        return known;
    }

    /** What came of it. */
    public sealed interface Rendered {
        record Ready(ObjectNode config) implements Rendered {}

        record Failed(String reason) implements Rendered {}
    }

    /**
     * @param values of configurations by pack
     * @param attributes of schemas by pack
     */
    private record Held(Instant until, Map<String, ObjectNode> values, Map<String, ObjectNode> attributes) {
        Held {
            values = Map.copyOf(values);
            attributes = Map.copyOf(attributes);
        }
    }
}
