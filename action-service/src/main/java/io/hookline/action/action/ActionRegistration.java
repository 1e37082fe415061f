package io.hookline.action.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.model.RunnerType;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Saves an action as a file of its pack says it; what the API refuses of packs that are the system's does not bind files. */
@Singleton
public final class ActionRegistration {
    private final Actions actions;

    ActionRegistration(Actions actions) {
        this.actions = actions;
    }

    /**
     * @param metadata with the pack and the file they come from
     * @return why it was not saved; empty if it was, or is so already
     */
    public Optional<String> register(ObjectNode metadata) {
        Optional<String> fault = ActionDraft.fault(metadata);
        if (fault.isPresent()) {
            return fault;
        }
        ActionDraft draft = ActionDraft.of(metadata);
        Optional<RunnerType> runnerType = actions.findRunnerType(draft.runnerType());
        if (runnerType.isEmpty()) {
            return Optional.of("RunnerType " + draft.runnerType() + " is not found.");
        }
        Optional<String> broken = ActionCheck.fault(draft, runnerType.get());
        if (broken.isEmpty()) {
            actions.register(List.of(draft));
        }
        return broken;
    }
}
