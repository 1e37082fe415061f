package io.hookline.rules.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonPattern;
import io.hookline.rules.criteria.Criterion;
import io.hookline.rules.criteria.Criterion.Outcome;
import io.hookline.rules.criteria.Payload;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Criteria tried in the plainest way: from the JSON as it was written, on the payload's JSON, numbers as decimals, nothing prepared, nothing
 * remembered, and without whatever else the index shares with the criteria. Only what is never a guard is asked of the criterion itself.
 */
final class PlainScan {
    private static final Pattern PLAIN_KEY = Pattern.compile("trigger((?:\\.[a-z]+|\\[-?\\d])*)(?:#.*)?");
    private static final Pattern STEP = Pattern.compile("\\.([a-z]+)|\\[(-?\\d)]");

    private PlainScan() {}

    enum Answer {
        HOLDS,
        FAILS,
        BREAKS;

        static Answer of(boolean holds) {
            return holds ? HOLDS : FAILS;
        }
    }

    static Answer of(Criterion criterion, JsonNode payload, Payload prepared) {
        JsonNode type = criterion.written().path("type");
        JsonNode pattern = criterion.written().path("pattern");
        Matcher key = PLAIN_KEY.matcher(criterion.key());
        boolean plain = key.matches()
                && type.isTextual()
                && !type.asText().equals("search")
                && !pattern.asText().contains("{{");
        return plain
                ? answer(type.asText(), pattern, value(key.group(1), payload), criterion, prepared)
                : asked(criterion, prepared);
    }

    private static Answer asked(Criterion criterion, Payload prepared) {
        return switch (criterion.outcome(prepared)) {
            case Outcome.Holds() -> Answer.HOLDS;
            case Outcome.Fails() -> Answer.FAILS;
            case Outcome.Breaks(var part, var reason) -> Answer.BREAKS;
        };
    }

    private static JsonNode value(String steps, JsonNode payload) {
        JsonNode value = payload;
        Matcher step = STEP.matcher(steps);
        while (step.find()) {
            value = step.group(1) == null ? at(value, Integer.parseInt(step.group(2))) : value.path(step.group(1));
        }
        return value;
    }

    private static JsonNode at(JsonNode value, int position) {
        int[] text = value.isTextual() ? codePoints(value) : new int[0];
        int size = value.isTextual() ? text.length : value.isArray() ? value.size() : 0;
        int index = position < 0 ? position + size : position;
        if (index < 0 || index >= size) {
            return MissingNode.getInstance();
        }
        return value.isTextual() ? TextNode.valueOf(Character.toString(text[index])) : value.get(index);
    }

    private static Answer answer(
            String operator, JsonNode pattern, JsonNode value, Criterion criterion, Payload prepared) {
        boolean missing = value.isNull() || value.isMissingNode();
        if (operator.equals("exists") || operator.equals("nexists")) {
            return Answer.of(operator.equals("exists") != missing);
        }
        if (pattern.isNull() || pattern.isMissingNode()) {
            return Answer.of(operator.equals("nequals") && !missing);
        }
        return switch (operator) {
            case "equals" -> Answer.of(equal(value, pattern));
            case "nequals" -> Answer.of(!equal(value, pattern));
            case "iequals" ->
                texts(value, pattern, (text, wanted) -> lower(text).equals(lower(wanted)));
            case "startswith" -> texts(value, pattern, String::startsWith);
            case "endswith" -> texts(value, pattern, String::endsWith);
            case "istartswith" ->
                texts(value, pattern, (text, wanted) -> lower(text).startsWith(lower(wanted)));
            case "iendswith" ->
                texts(value, pattern, (text, wanted) -> lower(text).endsWith(lower(wanted)));
            case "icontains" ->
                texts(value, pattern, (text, wanted) -> lower(text).contains(lower(wanted)));
            case "incontains" ->
                texts(value, pattern, (text, wanted) -> !lower(text).contains(lower(wanted)));
            case "contains" -> contains(value, pattern);
            case "ncontains" -> not(contains(value, pattern));
            case "inside" -> contains(pattern, value);
            case "ninside" -> not(contains(pattern, value));
            case "lessthan", "greaterthan" ->
                pattern.isArray() ? asked(criterion, prepared) : ordered(value, pattern, operator.equals("lessthan"));
            case "regex" -> regex(value, pattern, PythonPattern::search);
            case "matchregex" -> regex(value, pattern, PythonPattern::matchStart, PythonPattern.Flag.DOT_ALL);
            default -> asked(criterion, prepared);
        };
    }

    private static Answer not(Answer answer) {
        return switch (answer) {
            case HOLDS -> Answer.FAILS;
            case FAILS -> Answer.HOLDS;
            case BREAKS -> Answer.BREAKS;
        };
    }

    private static Answer texts(JsonNode value, JsonNode pattern, BiPredicate<String, String> holds) {
        return value.isTextual() && pattern.isTextual()
                ? Answer.of(holds.test(value.asText(), pattern.asText()))
                : Answer.BREAKS;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static Answer regex(
            JsonNode value, JsonNode pattern, BiPredicate<PythonPattern, String> matches, PythonPattern.Flag... flags) {
        try {
            return pattern.isTextual() && value.isTextual()
                    ? Answer.of(matches.test(PythonPattern.read(pattern.asText(), flags), value.asText()))
                    : Answer.BREAKS;
        } catch (PythonError e) {
            return Answer.BREAKS;
        }
    }

    private static Answer contains(JsonNode container, JsonNode item) {
        if (container.isTextual()) {
            return item.isTextual() ? Answer.of(container.asText().contains(item.asText())) : Answer.BREAKS;
        }
        if (container.isObject()) {
            return item.isContainerNode() ? Answer.BREAKS : Answer.of(item.isTextual() && container.has(item.asText()));
        }
        if (!container.isArray()) {
            return Answer.BREAKS;
        }
        for (JsonNode member : container) {
            if (equal(member, item)) {
                return Answer.HOLDS;
            }
        }
        return Answer.FAILS;
    }

    private static boolean isNumber(JsonNode node) {
        return node.isNumber() || node.isBoolean();
    }

    private static boolean equal(JsonNode one, JsonNode other) {
        if (isNumber(one) && isNumber(other)) {
            return order(one, other) == 0;
        }
        if (one.isArray() && other.isArray() && one.size() == other.size()) {
            Iterator<JsonNode> others = other.iterator();
            for (JsonNode item : one) {
                if (!equal(item, others.next())) {
                    return false;
                }
            }
            return true;
        }
        if (one.isObject() && other.isObject() && one.size() == other.size()) {
            for (Map.Entry<String, JsonNode> field : one.properties()) {
                if (!other.has(field.getKey()) || !equal(field.getValue(), other.get(field.getKey()))) {
                    return false;
                }
            }
            return true;
        }
        boolean nothing = one.isNull() || one.isMissingNode();
        return nothing && (other.isNull() || other.isMissingNode())
                || one.isTextual() && other.isTextual() && one.asText().equals(other.asText());
    }

    private static int order(JsonNode one, JsonNode other) {
        double left = one.isBoolean() ? 0 : one.doubleValue();
        double right = other.isBoolean() ? 0 : other.doubleValue();
        if (Double.isInfinite(left) || Double.isInfinite(right)) {
            return Double.compare(left, right);
        }
        return decimal(one).compareTo(decimal(other));
    }

    private static BigDecimal decimal(JsonNode number) {
        if (number.isBoolean()) {
            return number.booleanValue() ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        return number.isFloatingPointNumber() ? new BigDecimal(number.doubleValue()) : number.decimalValue();
    }

    private static Answer ordered(JsonNode value, JsonNode pattern, boolean less) {
        int order;
        if (isNumber(value) && isNumber(pattern)) {
            order = order(value, pattern);
        } else if (value.isTextual() && pattern.isTextual()) {
            order = Arrays.compare(codePoints(value), codePoints(pattern));
        } else {
            return Answer.BREAKS;
        }
        return Answer.of(less ? order < 0 : order > 0);
    }

    private static int[] codePoints(JsonNode text) {
        return text.asText().codePoints().toArray();
    }
}
