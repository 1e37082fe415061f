package io.hookline.action.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.model.RunnerType;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Saves actions as files of a pack say them; what the API refuses of packs that are the system's does not bind files. Many at once: a pack
 * may have thousands, and each transaction waits for the disk and for Kafka.
 */
@Singleton
public final class ActionRegistration {
    private static final int MOST_AT_ONCE = 500;

    private final Actions actions;

    ActionRegistration(Actions actions) {
        this.actions = actions;
    }

    /**
     * @param metadata with the pack and the file they come from
     * @return why it can't be saved
     */
    public Optional<String> fault(ObjectNode metadata) {
        Optional<String> fault = ActionDraft.fault(metadata);
        if (fault.isPresent()) {
            return fault;
        }
        ActionDraft draft = ActionDraft.of(metadata);
        Optional<RunnerType> runnerType = actions.findRunnerType(draft.runnerType());
        return runnerType.isEmpty()
                ? Optional.of("RunnerType " + draft.runnerType() + " is not found.")
                : ActionCheck.fault(draft, runnerType.get());
    }

    /**
     * @param metadata each without a {@link #fault}
     */
    public void register(List<ObjectNode> metadata) {
        for (int from = 0; from < metadata.size(); from += MOST_AT_ONCE) {
            actions.register(metadata.subList(from, Math.min(metadata.size(), from + MOST_AT_ONCE)).stream()
                    .map(ActionDraft::of)
                    .toList());
        }
    }
}
