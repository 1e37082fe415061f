package io.hookline.rules.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.expressions.python.Meter;
import io.hookline.expressions.python.PythonJson;
import io.hookline.expressions.python.PythonValues;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What tells the triggers of one type apart, and the two hashes of it (spec: webhooks-and-triggers, 6). */
final class TriggerParameters {
    /** As Python's {@code json.dumps(value, sort_keys=True)} writes it: uids made by StackStorm and by us agree. */
    private static final PythonJson SORTED = new PythonJson(", ", ": ", null, true, true, false);

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

    static String sorted(JsonNode value) {
        return SORTED.write(PythonValues.of(value), Meter.FREE);
    }
}
