package io.hookline.rules.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.expressions.python.PythonValues;
import io.hookline.expressions.template.Refused;
import io.hookline.expressions.template.Rendering.Rendered;
import io.hookline.expressions.template.Template;
import io.hookline.rules.rule.Throttle;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;

/** Which matches of a rule with a throttle are counted together. Pure. */
sealed interface ThrottleKey {
    /**
     * @param text that the key is for this payload
     */
    record Counted(String text) implements ThrottleKey {
        /** Short however long the text is, and nothing of the payload stands in it. */
        String hash() {
            return ThrottleKey.hash(text);
        }
    }

    /** The template gives nothing for this payload; then nothing may run, for nobody could tell how often. */
    record Failed(String reason) implements ThrottleKey {}

    static ThrottleKey of(Throttle throttle, JsonNode payload) {
        if (!Template.isTemplate(throttle.key())) {
            return new Counted(throttle.key());
        }
        return switch (throttle.template().render(Collections.singletonMap("trigger", PythonValues.view(payload)))) {
            case Rendered(var text) -> new Counted(text);
            case Refused(var kind, var message) ->
                new Failed("Failed to render throttle key \"" + throttle.key() + "\": " + message);
        };
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
