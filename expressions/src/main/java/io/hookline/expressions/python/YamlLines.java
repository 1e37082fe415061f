package io.hookline.expressions.python;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Collects on which lines the parts of a document stand. What an alias repeats is found where it was written, once. */
final class YamlLines {
    private final Map<List<String>, Integer> lines = new HashMap<>();
    private final Set<Node> met = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlLines() {}

    static Map<List<String>, Integer> of(Node root) {
        var found = new YamlLines();
        found.lines.put(List.of(), line(root));
        found.add(root, List.of());
        return found.lines;
    }

    static int line(Node node) {
        return node.getStartMark() == null ? 1 : node.getStartMark().getLine() + 1;
    }

    private void add(Node node, List<String> path) {
        if (!met.add(node)) {
            return;
        }
        if (node instanceof MappingNode mapping) {
            for (NodeTuple pair : mapping.getValue()) {
                if (pair.getKeyNode() instanceof ScalarNode key) {
                    put(pair.getKeyNode(), pair.getValueNode(), step(path, key.getValue()));
                }
            }
        } else if (node instanceof SequenceNode sequence) {
            int place = 0;
            for (Node item : sequence.getValue()) {
                put(item, item, step(path, String.valueOf(place++)));
            }
        }
    }

    private void put(Node named, Node value, List<String> path) {
        lines.put(path, line(named));
        add(value, path);
    }

    private static List<String> step(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }
}
