package io.hookline.rules.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ref;
import io.hookline.common.model.TriggerType;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The trigger types that are there from the start (spec: webhooks-and-triggers, 4), kept in {@code built-in-trigger-types.json}. */
@Singleton
public class BuiltInTriggerTypes {
    private final TriggerTypes types;

    BuiltInTriggerTypes(TriggerTypes types) {
        this.types = types;
    }

    void register(@Observes StartupEvent start) {
        types.register(all());
    }

    /** Without ids: those are given when a type is first registered. */
    public static List<TriggerType> all() {
        List<TriggerType> types = new ArrayList<>();
        try (InputStream file =
                Objects.requireNonNull(BuiltInTriggerTypes.class.getResourceAsStream("/built-in-trigger-types.json"))) {
            for (JsonNode type : Json.mapper().readTree(file)) {
                String name = type.path("name").asText();
                types.add(new TriggerType(
                        "",
                        new Ref("core", name).toString(),
                        "trigger_type:core:" + name,
                        name,
                        "core",
                        type.path("description").asText(),
                        (ObjectNode) type.path("payload_schema"),
                        (ObjectNode) type.path("parameters_schema"),
                        Json.mapper().createArrayNode(),
                        null));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return types;
    }
}
