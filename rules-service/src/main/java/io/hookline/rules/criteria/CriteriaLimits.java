package io.hookline.rules.criteria;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.expressions.template.Template;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How much a rule may ask. StackStorm knows no such limits, so each refusal says that it is one of ours. They are asked when a rule is
 * saved; one that is stored already always counts.
 *
 * @param criteria in one rule
 * @param text characters of a pattern that is no regular expression
 * @param regex characters of a regular expression or wildcard
 * @param searchCriteria in one search, those of searches within it among them
 * @param searchDepth how many searches may stand one within the other
 */
public record CriteriaLimits(int criteria, int text, int regex, int searchCriteria, int searchDepth) {
    private static final Set<String> EXPRESSIONS = Set.of("regex", "iregex", "matchregex", "matchwildcard");
    private static final String OURS = " (a limit of Hookline, not of StackStorm)";

    /** As the settings have them, unless somebody has changed those. */
    public static CriteriaLimits standard() {
        return new CriteriaLimits(100, 16_384, 1_000, 64, 3);
    }

    /** Why a rule with these criteria asks too much. */
    public Optional<String> fault(JsonNode all) {
        if (all.size() > criteria) {
            return tooMany("Criteria of a rule: " + all.size(), criteria);
        }
        return all.properties().stream()
                .flatMap(entry -> fault(entry.getKey(), entry.getValue(), 0).stream())
                .findFirst();
    }

    private Optional<String> fault(String key, JsonNode criterion, int depth) {
        JsonNode pattern = criterion.path("pattern");
        if (isSearch(criterion)) {
            return searchFault(key, pattern, depth + 1);
        }
        if (!pattern.isTextual()) {
            return Optional.empty();
        }
        int length = pattern.asText().length();
        boolean expression = EXPRESSIONS.contains(type(criterion)) && !Template.isTemplate(pattern.asText());
        int most = expression ? regex : text;
        return length > most
                ? tooMany("For field: " + key + ", characters of the pattern: " + length, most)
                : Optional.empty();
    }

    private Optional<String> searchFault(String key, JsonNode pattern, int depth) {
        if (depth > searchDepth) {
            return tooMany("For field: " + key + ", searches within each other: " + depth, searchDepth);
        }
        if (depth == 1) {
            int size = size(pattern);
            if (size > searchCriteria) {
                return tooMany("For field: " + key + ", criteria of the search: " + size, searchCriteria);
            }
        }
        return pattern.properties().stream()
                .flatMap(entry -> fault(entry.getKey(), entry.getValue(), depth).stream())
                .findFirst();
    }

    private static int size(JsonNode pattern) {
        int size = pattern.size();
        for (Map.Entry<String, JsonNode> entry : pattern.properties()) {
            size += isSearch(entry.getValue()) ? size(entry.getValue().path("pattern")) : 0;
        }
        return size;
    }

    private static boolean isSearch(JsonNode criterion) {
        return type(criterion).equals(Operator.SEARCH);
    }

    private static String type(JsonNode criterion) {
        return criterion.path("type").asText().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> tooMany(String what, int most) {
        return Optional.of(what + ", at most " + most + " are allowed" + OURS);
    }
}
