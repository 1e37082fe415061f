package io.hookline.action.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command that an alias has a format for. Pure.
 *
 * @param display the format as people are shown it
 * @param representation the format that fits
 * @param allowsOthers whether other aliases may fit the same command
 * @param values that the command holds, by name
 */
record AliasMatch(
        ActionAlias alias, String display, String representation, boolean allowsOthers, Map<String, String> values) {

    /** All that fit; aliases that allow others beside them are only asked if no other fits. */
    static List<AliasMatch> of(Collection<ActionAlias> aliases, String command) {
        List<AliasMatch> alone = new ArrayList<>();
        List<AliasMatch> beside = new ArrayList<>();
        for (ActionAlias alias : aliases) {
            if (alias.enabled()) {
                for (JsonNode format : alias.formats()) {
                    of(alias, format, command).ifPresent(match -> (match.allowsOthers() ? beside : alone).add(match));
                }
            }
        }
        return alone.isEmpty() ? beside : alone;
    }

    /** One format is one way to say it, however many of its representations fit. */
    private static Optional<AliasMatch> of(ActionAlias alias, JsonNode format, String command) {
        for (String representation : ActionAlias.representations(format)) {
            Optional<Map<String, String>> values = AliasFormat.values(representation, command);
            if (values.isPresent()) {
                boolean allowsOthers = format.path("match_multiple").asBoolean(false);
                return Optional.of(
                        new AliasMatch(alias, ActionAlias.display(format), representation, allowsOthers, values.get()));
            }
        }
        return Optional.empty();
    }

    /** Why these matches of a command can't be followed, in StackStorm's words; empty: they can. */
    static Optional<String> fault(List<AliasMatch> matches, String command) {
        if (matches.isEmpty()) {
            return Optional.of("Command '" + command + "' matched no patterns");
        }
        return matches.size() == 1 || matches.stream().allMatch(AliasMatch::allowsOthers)
                ? Optional.empty()
                : Optional.of("Command '" + command + "' matched more than 1 pattern");
    }

    ObjectNode shown() {
        ObjectNode shown = Json.object();
        shown.set("actionalias", Json.tree(alias));
        return shown.put("display", display).put("representation", representation);
    }
}
