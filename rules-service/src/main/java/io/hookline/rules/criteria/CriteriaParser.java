package io.hookline.rules.criteria;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.hookline.expressions.path.InvalidPath;
import io.hookline.expressions.path.JsonPath;
import io.hookline.expressions.python.PythonValues;
import io.hookline.expressions.template.Template;
import io.hookline.expressions.template.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a rule's criteria from their JSON, in the order written. Reading never fails, so that one bad rule can't keep others from being
 * loaded: what can't be read becomes a criterion that breaks. Whether a rule may be saved is the other question, {@link CriteriaCheck}.
 */
public final class CriteriaParser {
    /** Items of a search are searched in turn, and so on; more than this is a mistake or worse. */
    private static final int MAX_NESTING = 16;

    /** After so many criteria that were not there, those that nobody asked for since the last time are forgotten. */
    private static final int KEPT = 10_000;

    private final Templates templates;
    private volatile Map<Written, Criterion> kept = new ConcurrentHashMap<>();
    private volatile Map<Written, Criterion> keptBefore = Map.of();
    private final Map<String, JsonPath> paths = new ConcurrentHashMap<>();

    public CriteriaParser(Templates templates) {
        this.templates = templates;
    }

    /**
     * @param criteria an object; the operator's case does not matter here, as in StackStorm's stored rules
     */
    public List<Criterion> parse(JsonNode criteria) {
        return parse(criteria, 0);
    }

    private List<Criterion> parse(JsonNode criteria, int depth) {
        List<Criterion> read = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : criteria.properties()) {
            read.add(kept(new Written(entry.getKey(), entry.getValue(), depth)));
        }
        return read;
    }

    // Rules have most of their criteria in common. One object for all of them is in the processor's cache when the next
    // rule asks it, and an expression is compiled once. Those that many share are asked for again before they are
    // forgotten.
    private Criterion kept(Written written) {
        Criterion criterion = kept.get(written);
        if (criterion == null) {
            Criterion before = keptBefore.get(written);
            criterion = before == null ? criterion(written.key(), written.json(), written.depth()) : before;
            if (kept.size() >= KEPT) {
                keptBefore = kept;
                kept = new ConcurrentHashMap<>();
            }
            kept.put(written, criterion);
        }
        return criterion;
    }

    private Criterion criterion(String key, JsonNode written, int depth) {
        if (!written.hasNonNull("type")) {
            return new Untyped(key, written);
        }
        JsonPath path;
        try {
            path = path(withoutTag(key));
        } catch (InvalidPath e) {
            return new Unreadable(
                    key,
                    written,
                    Criterion.Part.KEY,
                    "Failed transforming criteria key " + key + ": " + e.getMessage());
        }
        String type = written.path("type").asText().toLowerCase(Locale.ROOT);
        if (type.equals(Operator.SEARCH)) {
            return search(key, written, path, depth);
        }
        return Operator.named(type)
                .<Criterion>map(operator -> new Comparison(key, written, path, operator, pattern(operator, written)))
                .orElseGet(() -> unusable(key, written, "Invalid operator: " + type));
    }

    private JsonPath path(String source) {
        JsonPath path = paths.get(source);
        if (path == null) {
            path = JsonPath.read(source);
            if (paths.size() >= KEPT) {
                paths.clear();
            }
            paths.put(source, path);
        }
        return path;
    }

    // All from the first # on only tells two criteria on one field apart, inside quotes too (spec: rules-and-criteria,
    // 6.3).
    static String withoutTag(String key) {
        int tag = key.indexOf('#');
        return tag < 0 ? key : key.substring(0, tag);
    }

    private Pattern pattern(Operator operator, JsonNode written) {
        JsonNode pattern = written.path("pattern");
        if (pattern.isTextual() && Template.isTemplate(pattern.asText())) {
            return new Pattern.Templated(pattern.asText(), templates.read(pattern.asText()));
        }
        @Nullable Object value = pattern instanceof MissingNode ? null : PythonValues.of(pattern);
        return Pattern.Fixed.of(value, operator.with(value));
    }

    private Criterion search(String key, JsonNode written, JsonPath path, int depth) {
        JsonNode pattern = written.path("pattern");
        if (!pattern.isObject()) {
            return unusable(key, written, Search.NEEDS_CRITERIA);
        }
        if (depth >= MAX_NESTING) {
            return unusable(key, written, "search within search, more than " + MAX_NESTING + " times");
        }
        Optional<Search.Condition> condition =
                Search.Condition.named(written.path("condition").asText());
        if (condition.isEmpty()) {
            return unusable(key, written, Search.NEEDS_CONDITION);
        }
        List<Criterion> nested = parse(pattern, depth + 1);
        for (Criterion criterion : nested) {
            if (criterion instanceof Unreadable unreadable && unreadable.part() == Criterion.Part.OPERATOR) {
                return unusable(key, written, unreadable.reason());
            }
        }
        return new Search(key, written, path, condition.get(), nested);
    }

    /** What a criterion is made from. */
    private record Written(String key, JsonNode json, int depth) {}

    private static Criterion unusable(String key, JsonNode written, String reason) {
        return new Unreadable(key, written, Criterion.Part.OPERATOR, reason);
    }
}
