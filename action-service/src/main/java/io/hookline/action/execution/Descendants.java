package io.hookline.action.execution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The order in which the descendants of a workflow's execution are shown (spec: executions, 2.4). Pure. */
final class Descendants {
    private static final Comparator<Execution> BY_START =
            Comparator.comparing(Execution::startTimestamp).thenComparing(Execution::id);

    private Descendants() {}

    /** Each before its children, and these before the next of its own generation. */
    static List<Execution> depthFirst(String root, List<Execution> all) {
        Map<String, List<Execution>> byParent = new HashMap<>();
        for (Execution execution : all) {
            byParent.computeIfAbsent(String.valueOf(execution.parent()), parent -> new ArrayList<>())
                    .add(execution);
        }
        List<Execution> ordered = new ArrayList<>(all.size());
        add(root, byParent, ordered);
        return ordered;
    }

    private static void add(String parent, Map<String, List<Execution>> byParent, List<Execution> ordered) {
        List<Execution> children = byParent.getOrDefault(parent, List.of());
        for (Execution child : byStart(children)) {
            ordered.add(child);
            add(child.id(), byParent, ordered);
        }
    }

    static List<Execution> byStart(List<Execution> all) {
        return all.stream().sorted(BY_START).toList();
    }
}
