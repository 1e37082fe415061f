package io.hookline.rules.criteria;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hookline.common.parameters.Secrets;
import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonText;
import io.hookline.expressions.python.PythonValues;
import io.hookline.expressions.template.Refused;
import io.hookline.expressions.template.Value;
import io.hookline.rules.criteria.Criterion.Outcome;
import io.hookline.rules.criteria.Criterion.Outcome.Holds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What one criterion found when it was tried on a payload, for people who ask why. The outcome is the criterion's own; what stands
 * beside it only shows what it looked at, so the two can't disagree.
 *
 * @param value the first hit of its key; empty if there is none, or the key can't be read
 * @param pattern what the value was compared with, rendered if it is a template; empty if there is none, or it can't be rendered
 * @param items of a search, some items of the list and what was found in each; the one that decided the outcome comes first
 */
public record Finding(
        Criterion criterion, Outcome outcome, Optional<JsonNode> value, Optional<JsonNode> pattern, List<Item> items) {
    private static final String DECRYPTS = "decrypt_kv";

    /** A list may have any number of items, and one mistake looks the same in all of them. */
    private static final int MOST_ITEMS = 5;

    public Finding {
        items = List.copyOf(items);
    }

    public static Finding of(Criterion criterion, Payload payload) {
        return of(criterion, payload, criterion instanceof Search search ? items(search, payload) : List.of());
    }

    /** A search within a search is told by its outcome only: each level would multiply what there is to tell. */
    private static Finding nested(Criterion criterion, Payload payload) {
        return of(criterion, payload, List.of());
    }

    private static Finding of(Criterion criterion, Payload payload, List<Item> items) {
        return new Finding(
                criterion,
                criterion.outcome(payload),
                value(criterion, payload).map(Finding::json),
                pattern(criterion, payload),
                items);
    }

    public boolean holds() {
        return outcome instanceof Holds;
    }

    private static Optional<Object> value(Criterion criterion, Payload payload) {
        return switch (criterion) {
            case Comparison comparison -> payload.first(comparison.path());
            case Search search -> payload.first(search.path());
            case Untyped untyped -> Optional.empty();
            case Unreadable unreadable -> Optional.empty();
        };
    }

    private static Optional<JsonNode> pattern(Criterion criterion, Payload payload) {
        return criterion instanceof Comparison(var key, var written, var path, var operator, Pattern.Templated pattern)
                ? rendered(pattern, payload)
                : Optional.ofNullable(criterion.written().get("pattern"));
    }

    private static List<Item> items(Search search, Payload payload) {
        List<?> items = payload.first(search.path()).flatMap(Search::items).orElse(List.of());
        boolean deciding = search.condition().isDecidedByOneThatSatisfies();
        Optional<Integer> decisive = IntStream.range(0, items.size())
                .filter(index -> search.satisfies(items.get(index), payload) == deciding)
                .boxed()
                .findFirst();
        List<Integer> told = new ArrayList<>();
        decisive.ifPresent(told::add);
        IntStream.range(0, Math.min(items.size(), MOST_ITEMS))
                .filter(index -> !told.contains(index))
                .forEach(told::add);
        return told.stream()
                .limit(MOST_ITEMS)
                .map(index -> item(search, index, items, payload))
                .toList();
    }

    private static Item item(Search search, int index, List<?> items, Payload payload) {
        Payload item = payload.item(items.get(index));
        return new Item(
                index,
                items.size(),
                search.satisfies(items.get(index), payload),
                search.nested().stream().map(nested -> nested(nested, item)).toList());
    }

    /** Whether what a template gives may have been a secret in the datastore, which nobody is shown. */
    public static boolean isDecrypted(String source) {
        return source.contains(DECRYPTS);
    }

    private static Optional<JsonNode> rendered(Pattern.Templated pattern, Payload payload) {
        return switch (pattern.template().value(payload.names())) {
            case Value.Evaluated(var value) -> Optional.of(pattern.decrypts() ? Secrets.MASK : json(value));
            case Refused refused -> Optional.empty();
        };
    }

    // Numbers beyond JSON are shown as Python spells them.
    private static JsonNode json(@Nullable Object value) {
        try {
            return PythonValues.json(value);
        } catch (PythonError e) {
            return TextNode.valueOf(PythonText.repr(value));
        }
    }

    /**
     * One item of a list that was searched.
     *
     * @param of how many items there are
     * @param satisfies whether it counts as satisfying the nested criteria: all of them, or one, as the condition says
     */
    public record Item(int index, int of, boolean satisfies, List<Finding> nested) {
        public Item {
            nested = List.copyOf(nested);
        }
    }
}
