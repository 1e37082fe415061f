package io.hookline.rules.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.expressions.python.PythonText;
import io.hookline.expressions.python.PythonValues;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What tells the triggers of one type apart, and the two hashes of it (spec: webhooks-and-triggers, 6). */
final class TriggerParameters {
    private TriggerParameters() {}

    /** Last part of a trigger's uid: StackStorm's MD5 of the parameters. */
    static String md5(ObjectNode parameters) {
        return hash("MD5", parameters);
    }

    /** The same for equal parameters and only for those, whatever the order of their keys. */
    static String key(ObjectNode parameters) {
        return hash("SHA-256", parameters);
    }

    private static String hash(String algorithm, ObjectNode parameters) {
        try {
            byte[] digest = MessageDigest.getInstance(algorithm)
                    .digest(sorted(parameters).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    /** As Python's {@code json.dumps(value, sort_keys=True)} writes it: uids made by StackStorm and by us agree. */
    static String sorted(JsonNode value) {
        if (value.isObject()) {
            var byKey = new TreeMap<String, JsonNode>(TriggerParameters::byCodePoint);
            value.properties().forEach(entry -> byKey.put(entry.getKey(), entry.getValue()));
            return byKey.entrySet().stream()
                    .map(entry -> quoted(entry.getKey()) + ": " + sorted(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(TriggerParameters::sorted)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        if (value.isTextual()) {
            return quoted(value.asText());
        }
        return value.isNumber() ? PythonText.str(PythonValues.of(value)) : value.toString();
    }

    private static int byCodePoint(String left, String right) {
        return java.util.Arrays.compare(
                left.codePoints().toArray(), right.codePoints().toArray());
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ' || c > '~') {
                        out.append("\\u").append(HexFormat.of().toHexDigits(c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
