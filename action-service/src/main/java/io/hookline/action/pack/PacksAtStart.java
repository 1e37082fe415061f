package io.hookline.action.pack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.action.ActionDraft;
import io.hookline.action.action.Actions;
import io.hookline.expressions.python.PythonYaml;
import io.hookline.expressions.python.YamlDocument;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lays out the stock packs and registers all packs on the search path, before the first request. */
@Singleton
final class PacksAtStart {
    private final PackFolders folders;
    private final Actions actions;

    PacksAtStart(PackFolders folders, Actions actions) {
        this.folders = folders;
        this.actions = actions;
    }

    /** After the runner types are there. */
    void register(@Observes @Priority(Interceptor.Priority.APPLICATION + 950) StartupEvent event) {
        StockPacks.layOut(folders);
        folders.all().forEach(this::register);
    }

    private void register(PackFolder pack) {
        List<ActionDraft> drafts = new ArrayList<>();
        try {
            for (String file : pack.metadata("actions")) {
                if (PythonYaml.document(pack.text(file)) instanceof YamlDocument.Read(ObjectNode body, var lines)
                        && ActionDraft.fault(body).isEmpty()) {
                    drafts.add(ActionDraft.of(body.put("pack", pack.ref()).put("metadata_file", file)));
                }
            }
            actions.register(drafts);
        } catch (IOException e) {
            Log.errorf(e, "pack can't be read pack=%s", pack.ref());
        }
    }
}
