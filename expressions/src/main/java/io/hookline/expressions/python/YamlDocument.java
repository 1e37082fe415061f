package io.hookline.expressions.python;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** What became of reading a file of YAML, for whoever has to tell its author where something is wrong. Lines count from 1. */
public sealed interface YamlDocument {
    /**
     * @param value as JSON; null for an empty document
     * @param lines where the keys of objects and the items of lists stand, by their path: keys, and places in lists as digits. The empty path is
     *     the first line of the document
     */
    record Read(JsonNode value, Map<List<String>, Integer> lines) implements YamlDocument {
        public Read {
            lines = Map.copyOf(lines);
        }

        /** The line of what stands at a path, or of the innermost thing around it that is there. */
        public int line(List<String> path) {
            for (int length = path.size(); length > 0; length--) {
                Integer line = lines.get(path.subList(0, length));
                if (line != null) {
                    return line;
                }
            }
            return lines.getOrDefault(List.of(), 1);
        }
    }

    /**
     * @param reason never holds text of the document but for single characters and names: there may be secrets in it
     */
    record Unreadable(int line, String reason) implements YamlDocument {}
}
