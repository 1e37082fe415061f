package io.hookline.action.pack;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.action.action.Actions;
import io.hookline.action.policy.Policies;
import io.hookline.common.auth.PassedOn;
import io.hookline.common.json.Json;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes away what was registered from a file of a pack that is gone. What was made through the API carries no file's name, and stays.
 */
@Singleton
final class Pruning {
    private final Actions actions;
    private final Policies policies;
    private final SensorTypes sensors;
    private final ActionAliases aliases;
    private final RulesOwner rules;

    Pruning(Actions actions, Policies policies, SensorTypes sensors, ActionAliases aliases, RulesOwner rules) {
        this.actions = actions;
        this.policies = policies;
        this.sensors = sensors;
        this.aliases = aliases;
        this.rules = rules;
    }

    /**
     * @param caller whose credentials rules and trigger types are deleted with; empty: these two stay
     */
    Pruned of(PackFolder pack, Optional<PassedOn> caller) {
        int count = 0;
        for (var action : actions.all()) {
            if (isGone(pack, action.pack(), action.metadataFile())) {
                actions.delete(action.id());
                count++;
            }
        }
        for (var policy : policies.all()) {
            if (isGone(pack, policy.pack(), policy.metadataFile())) {
                policies.delete(policy.id());
                count++;
            }
        }
        for (SensorType sensor : sensors.all()) {
            if (isGone(pack, sensor.pack(), sensor.metadataFile())) {
                sensors.delete(sensor.id());
                count++;
            }
        }
        for (ActionAlias alias : aliases.all()) {
            if (isGone(pack, alias.pack(), alias.metadataFile())) {
                aliases.delete(alias.id());
                count++;
            }
        }
        return caller.isPresent() ? atOwner(pack, caller.get(), count) : new Pruned(count, List.of());
    }

    private Pruned atOwner(PackFolder pack, PassedOn caller, int before) {
        int count = before;
        List<String> faults = new ArrayList<>();
        for (String place : List.of("rules", "triggertypes")) {
            for (JsonNode thing : rules.of(pack.ref(), place, caller).orElseGet(Json::object)) {
                String file = thing.path("metadata_file").asText("");
                if (isGone(pack, thing.path("pack").asText(), file)) {
                    Optional<String> fault =
                            rules.delete(place, thing.path("id").asText(), caller);
                    count += fault.isEmpty() ? 1 : 0;
                    fault.ifPresent(reason ->
                            faults.add("Failed to prune \"" + thing.path("ref").asText() + "\": " + reason));
                }
            }
        }
        return new Pruned(count, faults);
    }

    private static boolean isGone(PackFolder pack, String packOfThing, String metadataFile) {
        return pack.ref().equals(packOfThing)
                && !metadataFile.isEmpty()
                && pack.file(metadataFile).isEmpty();
    }

    /**
     * @param count how many things were taken away
     */
    record Pruned(int count, List<String> faults) {}
}
