package io.hookline.standalone.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Compares what came with what is wanted. An object that is wanted may have further keys; a list must have the same items, unless it
 * begins with {@code "$contains"}; a text that begins with {@code $} says what kind of value is wanted. A {@link MissingNode} is a value
 * that is not there.
 */
public final class Matcher {
    private static final String CONTAINS = "$contains";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{24}");
    private static final Pattern TIMESTAMP = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    private static final int LONGEST_SHOWN = 300;

    private Matcher() {}

    /**
     * @param where  how the value is called in the answer
     * @return nothing where it matches, else one line that says where it does not
     */
    public static Optional<String> mismatch(JsonNode wanted, JsonNode got, String where) {
        if (wanted.isTextual() && wanted.textValue().startsWith("$$")) {
            String literal = wanted.textValue().substring(1);
            return got.isTextual() && got.textValue().equals(literal)
                    ? Optional.empty()
                    : Optional.of(where + ": wanted " + literal + ", got " + shown(got));
        }
        if (wanted.isTextual() && wanted.textValue().startsWith("$")) {
            return is(wanted.textValue(), got)
                    ? Optional.empty()
                    : Optional.of(where + ": wanted " + wanted.textValue() + ", got " + shown(got));
        }
        if (got.isMissingNode()) {
            return Optional.of(where + ": wanted " + shown(wanted) + ", it is absent");
        }
        return switch (wanted.getNodeType()) {
            case OBJECT -> objectMismatch(wanted, got, where);
            case ARRAY -> listMismatch(wanted, got, where);
            default ->
                equal(wanted, got)
                        ? Optional.empty()
                        : Optional.of(where + ": wanted " + shown(wanted) + ", got " + shown(got));
        };
    }

    private static Optional<String> objectMismatch(JsonNode wanted, JsonNode got, String where) {
        if (!got.isObject()) {
            return Optional.of(where + ": wanted an object, got " + shown(got));
        }
        for (Map.Entry<String, JsonNode> entry : wanted.properties()) {
            var mismatch = mismatch(entry.getValue(), got.path(entry.getKey()), where + "." + entry.getKey());
            if (mismatch.isPresent()) {
                return mismatch;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> listMismatch(JsonNode wanted, JsonNode got, String where) {
        if (!got.isArray()) {
            return Optional.of(where + ": wanted a list, got " + shown(got));
        }
        if (wanted.path(0).asText().equals(CONTAINS)) {
            return containsMismatch(wanted, got, where);
        }
        if (wanted.size() != got.size()) {
            return Optional.of(where + ": wanted " + wanted.size() + " items, got " + got.size() + ": " + shown(got));
        }
        for (int i = 0; i < wanted.size(); i++) {
            var mismatch = mismatch(wanted.get(i), got.get(i), where + "[" + i + "]");
            if (mismatch.isPresent()) {
                return mismatch;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> containsMismatch(JsonNode wanted, JsonNode got, String where) {
        for (int i = 1; i < wanted.size(); i++) {
            boolean found = false;
            for (JsonNode item : got) {
                found |= mismatch(wanted.get(i), item, where).isEmpty();
            }
            if (!found) {
                return Optional.of(where + ": no item matches " + shown(wanted.get(i)) + " in " + shown(got));
            }
        }
        return Optional.empty();
    }

    private static boolean is(String wanted, JsonNode got) {
        int colon = wanted.indexOf(':');
        String kind = colon < 0 ? wanted.substring(1) : wanted.substring(1, colon);
        String argument = colon < 0 ? "" : wanted.substring(colon + 1);
        if (kind.equals("absent")) {
            return got.isMissingNode();
        }
        if (got.isMissingNode()) {
            return false;
        }
        return switch (kind) {
            case "any" -> true;
            case "null" -> got.isNull();
            case "string" -> got.isTextual();
            case "number" -> got.isNumber();
            case "bool" -> got.isBoolean();
            case "object" -> got.isObject();
            case "array" -> got.isArray();
            case "id" -> got.isTextual() && ID.matcher(got.textValue()).matches();
            case "timestamp" ->
                got.isTextual() && TIMESTAMP.matcher(got.textValue()).matches();
            case "empty" -> got.isNull() || length(got) == 0;
            case "len" -> length(got) == Integer.parseInt(argument);
            case "minlen" -> length(got) >= Integer.parseInt(argument);
            case "regex" ->
                got.isTextual()
                        && Pattern.compile(argument).matcher(got.textValue()).find();
            case "not" -> !(got.isTextual() && got.textValue().equals(argument));
            case "oneof" ->
                got.isTextual() && Arrays.asList(argument.split("\\|", -1)).contains(got.textValue());
            case "ge" -> got.isNumber() && got.doubleValue() >= Double.parseDouble(argument);
            case "le" -> got.isNumber() && got.doubleValue() <= Double.parseDouble(argument);
            default -> throw new IllegalArgumentException("unknown matcher " + wanted);
        };
    }

    /** Characters of a text, items of a list or object; -1 for what has no length. */
    private static int length(JsonNode value) {
        return value.isTextual()
                ? value.textValue().codePointCount(0, value.textValue().length())
                : value.isContainerNode() ? value.size() : -1;
    }

    /** 1 equals 1.0, and nothing else equals what is of another type. */
    private static boolean equal(JsonNode wanted, JsonNode got) {
        if (!wanted.isNumber() || !got.isNumber()) {
            return wanted.equals(got);
        }
        return wanted.isIntegralNumber() && got.isIntegralNumber()
                ? wanted.bigIntegerValue().equals(got.bigIntegerValue())
                : wanted.doubleValue() == got.doubleValue();
    }

    private static String shown(JsonNode value) {
        if (value.isMissingNode()) {
            return "nothing";
        }
        String text = value.toString();
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}
