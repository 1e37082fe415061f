package io.hookline.action.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The example on a runner's page in {@code docs/runners}.
 *
 * @param blocks by what stands behind their language: a file of the pack, {@code schemas}, {@code parameters}, {@code result}
 */
public record RunnerPage(Map<String, String> blocks) {
    static final Path PAGES = Path.of("..", "docs", "runners");
    private static final Pattern BLOCK = Pattern.compile("```\\w+ (\\S+)\\n(.*?)```", Pattern.DOTALL);
    private static final String ACTIONS = "actions/";

    public RunnerPage {
        blocks = Map.copyOf(blocks);
    }

    public static RunnerPage of(String runner) throws IOException {
        return of(runner, text -> text);
    }

    /**
     * @param filled puts in what only a test knows
     */
    static RunnerPage of(String runner, UnaryOperator<String> filled) throws IOException {
        Map<String, String> blocks = new HashMap<>();
        Matcher block = BLOCK.matcher(filled.apply(Files.readString(PAGES.resolve(runner + ".md"))));
        while (block.find()) {
            blocks.put(block.group(1), block.group(2));
        }
        return new RunnerPage(blocks);
    }

    /** The entry point, as an action names it; empty: the runner needs none. */
    public String entryPoint() {
        return blocks.keySet().stream()
                .filter(name -> name.startsWith(ACTIONS))
                .map(name -> name.substring(ACTIONS.length()))
                .findFirst()
                .orElse("");
    }

    /** What stands in the entry point's file. */
    public String file() {
        return blocks.getOrDefault(ACTIONS + entryPoint(), "");
    }

    public ObjectNode json(String block) {
        return (ObjectNode) Json.stored(blocks.getOrDefault(block, "{}"));
    }
}
