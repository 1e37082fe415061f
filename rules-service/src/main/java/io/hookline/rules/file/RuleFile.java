package io.hookline.rules.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.schema.SchemaCheck;
import io.hookline.expressions.python.PythonYaml;
import io.hookline.expressions.python.YamlDocument.Read;
import io.hookline.expressions.python.YamlDocument.Unreadable;
import io.hookline.rules.criteria.CriteriaCheck;
import io.hookline.rules.rule.RuleCheck;
import io.hookline.rules.rule.RuleDraft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a file of the folder says. A rule in a file is what {@code POST /v1/rules} takes, written as YAML, and is checked by the same checks.
 */
sealed interface RuleFile {
    /** Its path within the folder. */
    String file();

    /** Reference of its rule, if it could be read so far. */
    Optional<String> ref();

    /**
     * A rule of the right shape. Whether it can be saved, those tell who know the trigger types.
     *
     * @param document to find lines in
     */
    record Usable(String file, RuleDraft draft, Read document) implements RuleFile {
        @Override
        public Optional<String> ref() {
            return Optional.of(draft.ref());
        }

        /** The same fault with its line. */
        FileFault fault(RuleCheck.Fault fault) {
            List<String> path = new ArrayList<>(List.of(fault.field()));
            if (fault.field().equals("criteria")) {
                faultyCriterion().ifPresent(path::add);
            }
            return new FileFault(file, document.line(path), fault.reason());
        }

        private Optional<String> faultyCriterion() {
            var check = new CriteriaCheck();
            return draft.criteria().properties().stream()
                    .filter(criterion -> check.fault(Json.object().set(criterion.getKey(), criterion.getValue()))
                            .isPresent())
                    .map(Map.Entry::getKey)
                    .findFirst();
        }
    }

    /** Nothing follows from it, and nothing that followed from it before is taken back. */
    record Faulty(FileFault fault, Optional<String> ref) implements RuleFile {
        @Override
        public String file() {
            return fault.file();
        }
    }

    /**
     * Reads the files of a folder. Files that name the same rule are all at fault: none of them is the right one.
     *
     * @param user whom the rules are saved by
     */
    static List<RuleFile> all(List<FileText> texts, String user) {
        List<RuleFile> files = texts.stream().map(text -> of(text, user)).toList();
        Map<String, List<String>> byRef = new LinkedHashMap<>();
        for (RuleFile file : files) {
            file.ref()
                    .ifPresent(ref -> byRef.computeIfAbsent(ref, none -> new ArrayList<>())
                            .add(file.file()));
        }
        return files.stream().map(file -> alone(file, byRef)).toList();
    }

    private static RuleFile alone(RuleFile file, Map<String, List<String>> byRef) {
        return switch (file) {
            case Usable usable -> {
                List<String> others = byRef.getOrDefault(usable.draft().ref(), List.of()).stream()
                        .filter(other -> !other.equals(usable.file()))
                        .toList();
                yield others.isEmpty()
                        ? usable
                        : new Faulty(
                                new FileFault(
                                        usable.file(),
                                        usable.document().line(List.of("name")),
                                        "Rule \"" + usable.draft().ref() + "\" stands in " + String.join(", ", others)
                                                + " too; give one of them another name"),
                                usable.ref());
            }
            case Faulty faulty -> faulty;
        };
    }

    private static RuleFile of(FileText text, String user) {
        return switch (text.content()) {
            case FileText.Content.Unreadable(var reason) -> faulty(text.name(), 1, reason);
            case FileText.Content.Text(var content) ->
                switch (PythonYaml.document(content)) {
                    case Unreadable(var line, var reason) -> faulty(text.name(), line, reason);
                    case Read document -> of(text, document, user);
                };
        };
    }

    private static RuleFile of(FileText text, Read document, String user) {
        JsonNode body = document.value().isNull() ? Json.object() : document.value();
        Optional<SchemaCheck.Found> fault = RuleDraft.shapeFault(body);
        if (fault.isPresent()) {
            return new Faulty(
                    new FileFault(
                            text.name(),
                            document.line(fault.get().path()),
                            fault.get().words()),
                    ref(text, body));
        }
        ObjectNode rule = (ObjectNode) body;
        if (text.pack().isPresent()) {
            String pack = text.pack().get();
            if (rule.hasNonNull("pack") && !rule.path("pack").asText().equals(pack)) {
                String reason = "Model is in pack \"" + pack + "\" but field \"pack\" is different: "
                        + rule.path("pack").asText();
                return new Faulty(new FileFault(text.name(), document.line(List.of("pack")), reason), ref(text, body));
            }
            rule.put("pack", pack);
        }
        rule.put("metadata_file", text.metadataFile());
        return new Usable(text.name(), RuleDraft.of(rule, user), document);
    }

    private static RuleFile faulty(String file, int line, String reason) {
        return new Faulty(new FileFault(file, line, reason), Optional.empty());
    }

    private static Optional<String> ref(FileText text, JsonNode body) {
        String pack = text.pack().orElse(body.path("pack").asText("default"));
        return body.path("name").isTextual()
                ? Optional.of(pack + "." + body.path("name").asText())
                : Optional.empty();
    }
}
