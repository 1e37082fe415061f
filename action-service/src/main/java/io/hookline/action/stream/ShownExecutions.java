package io.hookline.action.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Executions as the API shows them, secrets masked: for those who watch. */
public interface ShownExecutions {
    /** By id, in one query; those that are not there are left out. */
    Map<String, ObjectNode> shown(Collection<String> ids);

    /** Which of them are in a final state, in one query. */
    Set<String> endedAmong(Collection<String> ids);

    /**
     * One without its result.
     *
     * @param id or {@code last}: the newest that is no part of a workflow
     */
    Optional<ObjectNode> find(String id);
}
