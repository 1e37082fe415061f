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
     */
    public Reading read(ObjectNode metadata) {
        Optional<String> fault = ActionDraft.fault(metadata);
        if (fault.isPresent()) {
            return new Reading.Faulty(fault.get());
        }
        ActionDraft draft = ActionDraft.of(metadata);
        Optional<RunnerType> runnerType = actions.findRunnerType(draft.runnerType());
        if (runnerType.isEmpty()) {
            return new Reading.Faulty("RunnerType " + draft.runnerType() + " is not found.");
        }
        return ActionCheck.fault(draft, runnerType.get())
                .<Reading>map(Reading.Faulty::new)
                .orElseGet(() -> new Reading.Usable(draft));
    }

    /**
     * @param usable each as {@link #read} has found it
     */
    public void register(List<ActionDraft> usable) {
        for (int from = 0; from < usable.size(); from += MOST_AT_ONCE) {
            actions.register(usable.subList(from, Math.min(usable.size(), from + MOST_AT_ONCE)));
        }
    }

    /** What came of reading it. */
    public sealed interface Reading {
        record Usable(ActionDraft draft) implements Reading {}

        /**
         * @param reason why it can't be saved
         */
        record Faulty(String reason) implements Reading {}
    }
}
