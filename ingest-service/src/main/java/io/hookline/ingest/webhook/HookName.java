package io.hookline.ingest.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.model.Trigger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names of hooks (spec: webhooks-and-triggers, 1.1). Pure. */
final class HookName {
    /** Turns a POST into an instance of any trigger; rules can't take this name. */
    static final String GENERIC = "st2";

    static final String WEBHOOK_TYPE = "core.st2.webhook";

    private static final String BEFORE_NAME = "/webhooks/";
    private static final Pattern OUTER_SLASHES = Pattern.compile("^/+|/+$");

    private HookName() {}

    /**
     * The name that a request's path asks for: what follows {@code /webhooks/}, without one slash at its end. Taken from the path as
     * it was sent: frameworks drop further slashes and what follows a semicolon.
     *
     * @throws IllegalArgumentException if its percent-encoding is broken
     */
    static String inPath(String rawPath) {
        int start = rawPath.indexOf(BEFORE_NAME) + BEFORE_NAME.length();
        int end = rawPath.endsWith("/") ? rawPath.length() - 1 : rawPath.length();
        // In a path a plus is a plus.
        return URLDecoder.decode(rawPath.substring(start, end).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The name of the hook that a trigger makes exist; none for triggers of other types. */
    static Stream<String> of(Trigger trigger) {
        JsonNode url = trigger.parameters().path("url");
        if (!trigger.type().equals(WEBHOOK_TYPE) || !url.isTextual()) {
            return Stream.empty();
        }
        // Outer slashes are no part of a hook's name, inner ones are (spec: webhooks-and-triggers, 1.1).
        String name = OUTER_SLASHES.matcher(url.textValue()).replaceAll("");
        return name.isEmpty() || name.equals(GENERIC) ? Stream.empty() : Stream.of(name);
    }
}
