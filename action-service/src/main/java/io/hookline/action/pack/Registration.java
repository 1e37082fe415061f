package io.hookline.action.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.action.ActionDraft;
import io.hookline.action.action.ActionRegistration;
import io.hookline.action.action.Actions;
import io.hookline.action.policy.Policies;
import io.hookline.action.policy.Policy;
import io.hookline.action.policy.PolicyDraft;
import io.hookline.action.policy.PolicyTypes;
import io.hookline.common.auth.PassedOn;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import io.hookline.expressions.python.PythonYaml;
import io.hookline.expressions.python.YamlDocument;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Copies what packs say on disk to where it is looked up (spec: packs-and-datastore, 2.3). Kind after kind, so that what is named is there
 * before what names it; a thing that is registered again keeps its id. What came before a fault stays.
 */
@Singleton
final class Registration {
    private static final String CONFIG_SCHEMA = "config.schema.yaml";

    /** What the rules service delivers: standard and backstop. */
    private static final int RULE_TYPES = 2;

    private final PackFolders folders;
    private final Packs packs;
    private final ConfigSchemas schemas;
    private final Configs configs;
    private final SensorTypes sensors;
    private final ActionAliases aliases;
    private final Actions actions;
    private final ActionRegistration actionRegistration;
    private final Policies policies;
    private final PolicyTypes policyTypes;
    private final RulesOwner rules;
    private final Pruning pruning;

    Registration(
            PackFolders folders,
            Packs packs,
            ConfigSchemas schemas,
            Configs configs,
            SensorTypes sensors,
            ActionAliases aliases,
            Actions actions,
            ActionRegistration actionRegistration,
            Policies policies,
            PolicyTypes policyTypes,
            RulesOwner rules,
            Pruning pruning) {
        this.folders = folders;
        this.packs = packs;
        this.schemas = schemas;
        this.configs = configs;
        this.sensors = sensors;
        this.aliases = aliases;
        this.actions = actions;
        this.actionRegistration = actionRegistration;
        this.policies = policies;
        this.policyTypes = policyTypes;
        this.rules = rules;
        this.pruning = pruning;
    }

    /**
     * @param caller whose credentials rules and trigger types are saved with; empty: these two are left to their owner
     */
    Registered register(RegistrationRequest request, Optional<PassedOn> caller) {
        List<PackFolder> chosen = new ArrayList<>();
        if (request.packs().isEmpty()) {
            chosen.addAll(folders.all());
        }
        for (String name : request.packs()) {
            Optional<PackFolder> folder = folders.folder(name);
            if (folder.isEmpty()) {
                String reason = "Pack \"" + name + "\" not found on disk: Directory \""
                        + folders.home().resolve(name) + "\" doesn't exist";
                return new Registered(Map.of(), List.of(reason));
            }
            chosen.add(folder.get());
        }
        return new Round(request, caller).register(chosen);
    }

    /**
     * What came of it.
     *
     * @param counts by kind, as answers name them
     * @param faults why a pack or a file was not registered; with {@code failOnFailure} there is at most one, and it ended the round
     */
    record Registered(Map<String, Integer> counts, List<String> faults) {}

    private Overrides overrides(PackFolder pack) throws Unusable {
        Overrides found = new Overrides(
                document(folders.overrides().resolve("_global.yaml")),
                document(folders.overrides().resolve(pack.ref() + ".yaml")));
        Optional<String> fault = found.fault(pack.ref());
        if (fault.isPresent()) {
            throw new Unusable(fault.get());
        }
        return found;
    }

    /** Empty if the file is not there. */
    private static JsonNode document(Path file) throws Unusable {
        try {
            return Files.isRegularFile(file) ? read(Files.readString(file, StandardCharsets.UTF_8)) : Json.object();
        } catch (IOException e) {
            throw new Unusable("The file " + file + " can't be read: " + e);
        }
    }

    private static JsonNode read(String yaml) throws Unusable {
        return switch (PythonYaml.document(yaml)) {
            case YamlDocument.Read(JsonNode value, var lines) -> value;
            case YamlDocument.Unreadable(int line, String reason) -> throw new Unusable("line " + line + ": " + reason);
        };
    }

    private static JsonNode read(PackFolder pack, String file) throws Unusable {
        try {
            return read(pack.text(file));
        } catch (IOException e) {
            throw new Unusable("The file can't be read: " + e);
        }
    }

    /** The metadata of one thing, with where they come from. */
    private static ObjectNode metadata(PackFolder pack, String file) throws Unusable {
        if (!(read(pack, file) instanceof ObjectNode metadata)) {
            throw new Unusable("The file must hold an object");
        }
        String said = metadata.path("pack").asText(pack.ref());
        if (metadata.hasNonNull("pack") && !said.equals(pack.ref())) {
            throw new Unusable("Model is in pack \"" + pack.ref() + "\" but field \"pack\" is different: " + said);
        }
        return metadata.put("pack", pack.ref()).put("metadata_file", file);
    }

    private static void refuse(Optional<String> fault) throws Unusable {
        if (fault.isPresent()) {
            throw new Unusable(fault.get());
        }
    }

    /** Empty if there is no such thing yet, or it can't be switched. */
    private Optional<Boolean> isEnabled(Kind kind, String ref) {
        return switch (kind) {
            case ACTION -> actions.find(ref).map(Action::enabled);
            case POLICY -> policies.find(ref).map(Policy::enabled);
            case SENSOR -> sensors.find(ref).map(SensorType::enabled);
            case ALIAS -> aliases.find(ref).map(ActionAlias::enabled);
            case RUNNER, RULE_TYPE, POLICY_TYPE, TRIGGER, RULE, CONFIG -> Optional.empty();
        };
    }

    private void registerPack(PackFolder pack) throws Unusable {
        if (pack.file(PackFolder.METADATA).isEmpty()) {
            throw new Unusable("The folder " + pack.path() + " has no " + PackFolder.METADATA);
        }
        JsonNode metadata = Pack.textOf(read(pack, PackFolder.METADATA));
        refuse(Pack.fault(metadata, pack.ref()));
        List<String> files;
        try {
            files = pack.files();
        } catch (IOException e) {
            throw new Unusable("The folder can't be read: " + e);
        }
        Pack saved = packs.save(Pack.refOf(metadata, pack), id -> Pack.of(id, metadata, pack, files));
        if (pack.file(CONFIG_SCHEMA).isPresent()) {
            JsonNode attributes = read(pack, CONFIG_SCHEMA);
            refuse(ConfigSchema.fault(attributes));
            schemas.save(saved.ref(), id -> new ConfigSchema(id, saved.ref(), (ObjectNode) attributes));
        } else {
            schemas.find(saved.ref()).ifPresent(gone -> schemas.delete(gone.id()));
        }
    }

    private void registerConfig(String pack, Path file) throws Unusable {
        JsonNode values = document(file);
        ObjectNode attributes = schemas.find(pack).map(ConfigSchema::attributes).orElseGet(Json::object);
        refuse(Config.fault(values, attributes, pack, file.toString()));
        configs.save(pack, id -> new Config(id, pack, (ObjectNode) values));
    }

    /** A file or folder that can't be registered. */
    private static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        Unusable(String reason) {
            super(reason);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /** One request. */
    private final class Round {
        private final RegistrationRequest request;
        private final @Nullable PassedOn caller;
        private final Map<String, Integer> counts = new LinkedHashMap<>();
        private final List<String> faults = new ArrayList<>();

        /** Of the pack that is at work. */
        private final List<ActionDraft> usableActions = new ArrayList<>();

        Round(RegistrationRequest request, Optional<PassedOn> caller) {
            this.request = request;
            this.caller = caller.orElse(null);
        }

        Registered register(List<PackFolder> chosen) {
            List<PackFolder> usable = new ArrayList<>();
            for (PackFolder pack : chosen) {
                if (goesOn() && tried("Failed to register pack \"" + pack.ref() + "\"", () -> registerPack(pack))) {
                    usable.add(pack);
                }
            }
            for (Kind kind : Kind.values()) {
                if (request.kinds().contains(kind) && goesOn()) {
                    counts.putIfAbsent(kind.plural(), 0);
                    register(kind, usable);
                }
            }
            if (request.prune() && goesOn()) {
                for (PackFolder pack : usable) {
                    Pruning.Pruned pruned = pruning.of(pack, Optional.ofNullable(caller));
                    counts.merge("pruned", pruned.count(), Integer::sum);
                    faults.addAll(pruned.faults());
                }
            }
            return new Registered(counts, faults);
        }

        private boolean goesOn() {
            return faults.isEmpty() || !request.failOnFailure();
        }

        private void register(Kind kind, List<PackFolder> usable) {
            switch (kind) {
                case RUNNER -> counts.put(kind.plural(), actions.countRunnerTypes());
                case RULE_TYPE -> counts.put(kind.plural(), RULE_TYPES);
                case POLICY_TYPE -> counts.put(kind.plural(), policyTypes.size());
                case CONFIG -> usable.forEach(this::registerConfig);
                case TRIGGER, SENSOR, ACTION, RULE, ALIAS, POLICY -> usable.forEach(pack -> registerFiles(kind, pack));
            }
        }

        private void registerConfig(PackFolder pack) {
            Path file = folders.configs().resolve(pack.ref() + ".yaml");
            if (Files.isRegularFile(file)
                    && goesOn()
                    && tried(
                            "Failed to register config \"" + file + "\" for pack \"" + pack.ref() + "\"",
                            () -> Registration.this.registerConfig(pack.ref(), file))) {
                counts.merge(Kind.CONFIG.plural(), 1, Integer::sum);
            }
        }

        private void registerFiles(Kind kind, PackFolder pack) {
            boolean ownedElsewhere = kind == Kind.RULE || kind == Kind.TRIGGER;
            if (ownedElsewhere && caller == null) {
                return;
            }
            List<String> files = new ArrayList<>();
            List<Overrides> overrides = new ArrayList<>();
            boolean readable = goesOn()
                    && tried("Failed to register pack \"" + pack.ref() + "\"", () -> {
                        files.addAll(listed(pack, kind));
                        overrides.add(overrides(pack));
                    });
            for (String file : readable ? files : List.<String>of()) {
                if (goesOn()
                        && tried(
                                "Failed to register " + kind.singular() + " \""
                                        + pack.path().resolve(file) + "\" from pack \"" + pack.ref() + "\"",
                                () -> register(kind, pack, file, overrides.getFirst()))) {
                    counts.merge(kind.plural(), 1, Integer::sum);
                }
            }
            actionRegistration.register(usableActions);
            usableActions.clear();
        }

        private void register(Kind kind, PackFolder pack, String file, Overrides overrides) throws Unusable {
            ObjectNode metadata = metadata(pack, file);
            String name =
                    metadata.path(kind == Kind.SENSOR ? "class_name" : "name").asText();
            if (overrides.apply(kind, name, metadata)) {
                counts.merge(kind.plural() + "(overridden)", 1, Integer::sum);
            }
            switch (request.switches()) {
                case AS_FILES_SAY -> {}
                case AS_THEY_ARE ->
                    isEnabled(kind, pack.ref() + "." + name).ifPresent(now -> metadata.put("enabled", now));
            }
            switch (kind) {
                case ACTION -> readAction(metadata);
                case POLICY -> registerPolicy(metadata);
                case SENSOR -> registerSensor(pack, file, metadata);
                case ALIAS -> {
                    refuse(ActionAlias.fault(metadata));
                    aliases.save(ActionAlias.ref(metadata), id -> ActionAlias.of(id, metadata));
                }
                case TRIGGER -> saveAtOwner("triggertypes", metadata);
                case RULE -> saveAtOwner("rules", metadata);
                case RUNNER, RULE_TYPE, POLICY_TYPE, CONFIG ->
                    throw new IllegalStateException(kind + " stands in no folder of a pack");
            }
        }

        private void readAction(ObjectNode metadata) throws Unusable {
            switch (actionRegistration.read(metadata)) {
                case ActionRegistration.Reading.Usable(var draft) -> usableActions.add(draft);
                case ActionRegistration.Reading.Faulty(var reason) -> throw new Unusable(reason);
            }
        }

        private void registerPolicy(ObjectNode metadata) throws Unusable {
            switch (PolicyDraft.read(metadata, policyTypes)) {
                case PolicyDraft.Reading.Usable(var draft) -> policies.register(draft);
                case PolicyDraft.Reading.Faulty(var reason) -> throw new Unusable(reason);
            }
        }

        private void registerSensor(PackFolder pack, String file, ObjectNode metadata) throws Unusable {
            refuse(SensorType.fault(metadata));
            for (JsonNode type : metadata.path("trigger_types")) {
                saveAtOwner(
                        "triggertypes",
                        ((ObjectNode) type.deepCopy()).put("pack", pack.ref()).put("metadata_file", file));
            }
            String ref = pack.ref() + "." + metadata.path("class_name").asText();
            sensors.save(ref, id -> SensorType.of(id, metadata, pack, file));
        }

        private void saveAtOwner(String place, ObjectNode thing) throws Unusable {
            if (caller != null) {
                refuse(rules.save(place, thing, caller));
            }
        }

        private boolean tried(String what, Step step) {
            try {
                step.done();
                return true;
            } catch (Unusable e) {
                faults.add(what + ": " + e.reason());
                return false;
            }
        }
    }

    private static List<String> listed(PackFolder pack, Kind kind) throws Unusable {
        try {
            return pack.metadata(kind.plural());
        } catch (IOException e) {
            throw new Unusable("The folder " + kind.plural() + " can't be read: " + e);
        }
    }

    @FunctionalInterface
    private interface Step {
        void done() throws Unusable;
    }
}
