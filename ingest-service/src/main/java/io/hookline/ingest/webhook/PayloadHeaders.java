package io.hookline.ingest.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A request's headers as rules see them, in both spellings (spec: webhooks-and-triggers, 1.5). Pure. Credentials are taken out: what
 * is here is stored with the trigger instance.
 *
 * @param titled names in Title-Case
 * @param lowered the same, names in lower case
 */
record PayloadHeaders(ObjectNode titled, ObjectNode lowered) {
    private static final Set<String> TAKEN_OUT = Set.of(
            "x-auth-token",
            "st2-api-key",
            "cookie",
            "st2-trace-tag",
            "authorization",
            "proxy-authorization",
            "x-gitlab-token");

    /**
     * @param hidden headers to take out besides, in lower case
     */
    static PayloadHeaders of(Iterable<Map.Entry<String, String>> headers, Set<String> hidden) {
        ObjectNode titled = Json.object();
        ObjectNode lowered = Json.object();
        for (Map.Entry<String, String> header : headers) {
            String lower = header.getKey().replace('_', '-').toLowerCase(Locale.ROOT);
            if (!TAKEN_OUT.contains(lower) && !hidden.contains(lower)) {
                String before = lowered.path(lower).textValue();
                String value = before == null ? header.getValue() : before + "," + header.getValue();
                titled.put(titleCase(lower), value);
                lowered.put(lower, value);
            }
        }
        return new PayloadHeaders(titled, lowered);
    }

    /** Each run of letters starts with a capital, also after a digit: rules are written against Python's {@code title()}. */
    static String titleCase(String lower) {
        char[] title = lower.toCharArray();
        boolean inWord = false;
        for (int i = 0; i < title.length; i++) {
            if (!inWord) {
                title[i] = Character.toUpperCase(title[i]);
            }
            inWord = Character.isLetter(title[i]);
        }
        return new String(title);
    }
}
