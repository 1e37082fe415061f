package io.hookline.ingest.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.auth.HookPath;
import io.hookline.common.model.Trigger;
import java.util.stream.Stream;

/** The names of hooks (spec: webhooks-and-triggers, 1.1). Pure. */
final class HookName {
    /** Turns a POST into an instance of any trigger; rules can't take this name. */
    static final String GENERIC = HookPath.GENERIC;

    static final String WEBHOOK_TYPE = "core.st2.webhook";

    private HookName() {}

    /**
     * The name that a request's path asks for.
     *
     * @throws IllegalArgumentException if its percent-encoding is broken
     */
    static String inPath(String rawPath) {
        return HookPath.name(rawPath);
    }

    /** The name of the hook that a trigger makes exist; none for triggers of other types. */
    static Stream<String> of(Trigger trigger) {
        JsonNode url = trigger.parameters().path("url");
        if (!trigger.type().equals(WEBHOOK_TYPE) || !url.isTextual()) {
            return Stream.empty();
        }
        String name = HookPath.withoutOuterSlashes(url.textValue());
        return name.isEmpty() || name.equals(GENERIC) ? Stream.empty() : Stream.of(name);
    }
}
