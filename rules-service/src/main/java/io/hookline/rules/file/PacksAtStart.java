package io.hookline.rules.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.TriggerType;
import io.hookline.expressions.python.PythonYaml;
import io.hookline.expressions.python.YamlDocument;
import io.hookline.rules.RulesConfig;
import io.hookline.rules.file.RuleFile.Faulty;
import io.hookline.rules.file.RuleFile.Usable;
import io.hookline.rules.rule.Rules;
import io.hookline.rules.trigger.TriggerTypeDraft;
import io.hookline.rules.trigger.TriggerTypes;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes the trigger types and rules that packs bring, where they are not there yet, before the first request; what is there changes only
 * when a pack is registered (docs/decisions/0022). What can't be used is said and passed over.
 */
@Singleton
final class PacksAtStart {
    private final RulesConfig config;
    private final TriggerTypes triggerTypes;
    private final Rules rules;

    PacksAtStart(RulesConfig config, TriggerTypes triggerTypes, Rules rules) {
        this.config = config;
        this.triggerTypes = triggerTypes;
        this.rules = rules;
    }

    /** After the trigger types of the system are there. */
    void register(@Observes @Priority(Interceptor.Priority.APPLICATION + 940) StartupEvent event) {
        List<FileText> texts = new ArrayList<>();
        List<TriggerType> types = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (Path folder : config.packs().orElse(List.of())) {
            for (Path pack : inside(folder, "*")) {
                String name = String.valueOf(pack.getFileName());
                if (Files.isRegularFile(pack.resolve("pack.yaml")) && seen.add(name)) {
                    types.addAll(triggerTypes(pack, name));
                    texts.addAll(isKeptEqual(folder) ? List.of() : rules(pack, name));
                }
            }
        }
        triggerTypes.addMissing(types);
        RuleFile.all(texts, config.systemUser()).forEach(this::add);
    }

    /** What {@code hookline.rules.folder} names is kept equal to its files, and by nobody else. */
    private boolean isKeptEqual(Path folder) {
        return config.folder()
                .map(kept -> folder.toAbsolutePath()
                        .normalize()
                        .equals(kept.toAbsolutePath().normalize()))
                .orElse(false);
    }

    private void add(RuleFile file) {
        switch (file) {
            case Usable usable ->
                rules.addMissing(usable.draft())
                        .ifPresent(
                                fault -> tell(usable.file(), usable.fault(fault).reason()));
            case Faulty faulty -> tell(faulty.file(), faulty.fault().reason());
        }
    }

    private static List<TriggerType> triggerTypes(Path pack, String name) {
        List<TriggerType> types = new ArrayList<>();
        for (Path file : inside(pack.resolve("triggers"), "*.{yaml,yml}")) {
            add(types, name, file, document(file));
        }
        for (Path file : inside(pack.resolve("sensors"), "*.{yaml,yml}")) {
            document(file).path("trigger_types").forEach(type -> add(types, name, file, type));
        }
        return types;
    }

    private static void add(List<TriggerType> types, String pack, Path file, JsonNode said) {
        if (!(said instanceof ObjectNode type)) {
            tell(file.toString(), "a trigger type must be an object");
            return;
        }
        type.put("pack", pack).put("metadata_file", file.getName(file.getNameCount() - 2) + "/" + file.getFileName());
        TriggerTypeDraft.fault(type)
                .ifPresentOrElse(fault -> tell(file.toString(), fault), () -> types.add(TriggerTypeDraft.of(type)));
    }

    private static List<FileText> rules(Path pack, String name) {
        return inside(pack.resolve("rules"), "*.{yaml,yml}").stream()
                .map(file -> RulesFolder.read(name + "/rules/" + file.getFileName(), name, file))
                .toList();
    }

    private static JsonNode document(Path file) {
        return switch (RulesFolder.read(file.toString(), "", file).content()) {
            case FileText.Content.Unreadable(String reason) -> nothing(file, reason);
            case FileText.Content.Text(String text) ->
                switch (PythonYaml.document(text)) {
                    case YamlDocument.Read(JsonNode value, var lines) -> value;
                    case YamlDocument.Unreadable(int line, String reason) -> nothing(file, reason);
                };
        };
    }

    private static JsonNode nothing(Path file, String reason) {
        tell(file.toString(), reason);
        return Json.mapper().missingNode();
    }

    private static void tell(String file, String reason) {
        Log.warnf("file of a pack can't be used file=%s reason=%s", file, reason);
    }

    private static List<Path> inside(Path folder, String names) {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, names)) {
            all.forEach(found::add);
        } catch (IOException | DirectoryIteratorException e) {
            tell(folder.toString(), e.toString());
        }
        Collections.sort(found);
        return found;
    }
}
