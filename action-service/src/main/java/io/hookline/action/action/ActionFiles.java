package io.hookline.action.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.pack.PackFolder;
import io.hookline.action.pack.PackFolders;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The files of actions in the folders of their packs: entry points, and the metadata beside them. */
@Singleton
final class ActionFiles {
    private static final String ACTIONS = "actions/";

    /** Entry points of these runners are workflows, which lie in a folder of their own. */
    private static final Set<String> WORKFLOWS = Set.of("orquesta", "action-chain", "mistral-v2");

    private final PackFolders folders;

    ActionFiles(PackFolders folders) {
        this.folders = folders;
    }

    boolean hasPack(String pack) {
        return folders.folder(pack).isPresent();
    }

    /**
     * Why these files can't be written; empty if they can, as far as can be told before.
     *
     * @param dataFiles as the request has them, of the right shape
     */
    Optional<String> fault(String pack, JsonNode dataFiles) {
        for (JsonNode file : dataFiles) {
            String path = file.path("file_path").asText();
            if (!PackFolder.isPlain(path)) {
                return Optional.of(invalid(pack, path));
            }
        }
        return Optional.empty();
    }

    private String invalid(String pack, String path) {
        String folder = folders.find(pack).map(Path::toString).orElse(pack);
        return "Invalid file path: \"" + path + "\". File path needs to be relative to the pack's actions directory ("
                + folder + "/actions). For example \"my_action.py\".";
    }

    /** Writes files below the pack's actions; what was written before one that can't be stays. */
    Writing write(String pack, JsonNode dataFiles) {
        List<Path> written = new ArrayList<>();
        for (JsonNode file : dataFiles) {
            String path = file.path("file_path").asText();
            Optional<Path> there = folders.folder(pack)
                    .flatMap(folder ->
                            written(folder, ACTIONS + path, file.path("content").asText()));
            if (there.isEmpty()) {
                return new Writing.Refused(invalid(pack, path));
            }
            written.add(there.get());
        }
        return new Writing.Done(written);
    }

    private static Optional<Path> written(PackFolder folder, String path, String content) {
        try {
            return folder.write(path, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The entry point of an action, if it is a file of its pack. */
    Optional<Path> entryPoint(Action action) {
        return action.entryPoint().isEmpty()
                ? Optional.empty()
                : folders.folder(action.pack()).flatMap(folder -> folder.file(ACTIONS + action.entryPoint()));
    }

    /** Deletes metadata and entry point of an action from its pack. */
    void delete(Action action) {
        folders.folder(action.pack()).ifPresent(folder -> {
            try {
                if (!action.metadataFile().isEmpty()) {
                    folder.delete(action.metadataFile());
                }
                if (!action.entryPoint().isEmpty()) {
                    folder.delete(ACTIONS + action.entryPoint());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The entry point that a copy of an action has: of the copy's name, and of the same kind; one outside of packs is not copied. */
    static String entryPointOfCopy(Action action, String name) {
        String old = action.entryPoint();
        if (old.isEmpty() || old.startsWith("/")) {
            return old;
        }
        String file = old.substring(old.lastIndexOf('/') + 1);
        String ending = file.contains(".") ? file.substring(file.lastIndexOf('.')) : "";
        return (WORKFLOWS.contains(action.runnerType()) ? "workflows/" : "") + name + ending;
    }

    /**
     * Copies the entry point of an action, and writes the metadata of its copy.
     *
     * @return the files written
     */
    Writing copy(Action action, ActionDraft copy) {
        List<Path> written = new ArrayList<>();
        Optional<PackFolder> folder = folders.folder(copy.pack());
        Optional<Path> entryPoint = entryPoint(action);
        if (entryPoint.isPresent()) {
            Optional<Path> there =
                    folder.flatMap(into -> written(into, ACTIONS + copy.entryPoint(), text(entryPoint.get())));
            if (there.isEmpty()) {
                return new Writing.Refused(invalid(copy.pack(), copy.entryPoint()));
            }
            written.add(there.get());
        }
        Optional<Path> metadata = folder.flatMap(into -> written(into, copy.metadataFile(), yaml(copy)));
        metadata.ifPresent(written::add);
        return metadata.isPresent()
                ? new Writing.Done(written)
                : new Writing.Refused(invalid(copy.pack(), copy.metadataFile()));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String yaml(ActionDraft draft) {
        ObjectNode metadata = Json.tree(draft);
        metadata.set("notify", metadata.remove("notification"));
        metadata.remove("metadata_file");
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return new Yaml(options).dump(Json.mapper().convertValue(metadata, Object.class));
    }

    /** What came of writing files. */
    sealed interface Writing {
        record Done(List<Path> files) implements Writing {}

        /** One of them would be outside of the pack. */
        record Refused(String reason) implements Writing {}
    }
}
