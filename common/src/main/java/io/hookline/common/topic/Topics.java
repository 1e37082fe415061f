package io.hookline.common.topic;

/** The topics' names (decision record: docs/decisions). */
public final class Topics {
    public static final String TRIGGER_INSTANCES = "hookline.trigger-instances";
    public static final String LIVEACTIONS = "hookline.liveactions";
    public static final String TRACES = "hookline.traces";
    public static final String EXECUTION_UPDATES = "hookline.execution-updates";
    public static final String STREAM_EVENTS = "hookline.stream-events";
    public static final String CREDENTIALS = "hookline.credentials";
    public static final String ENDED_TOKENS = "hookline.ended-tokens";
    public static final String WEBHOOK_SECRETS = "hookline.webhook-secrets";
    public static final String TRIGGERS = "hookline.triggers";
    public static final String ACTIONS = "hookline.actions";
    public static final String KEYS = "hookline.keys";

    private Topics() {}

    /** Where the records of a topic go that nobody can work with. */
    public static String dead(String topic) {
        return topic + "-dead";
    }
}
