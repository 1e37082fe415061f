package io.hookline.rules;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How rules are checked and judged. */
@ConfigMapping(prefix = "hookline.rules")
public interface RulesConfig {
    /** The user whom executions started by rules act for, as StackStorm's system user; not the author of the rule. */
    @WithDefault("stanley")
    String systemUser();

    /**
     * Whether the parameters of a rule's trigger are checked against the schema of its trigger type, as StackStorm's setting of that
     * name. Webhooks and timers are always checked.
     */
    @WithDefault("true")
    boolean validateTriggerParameters();

    /**
     * How long a delivery that its sender named is known: if it comes again in this time, nothing follows from it. Afterwards it is an event
     * of its own.
     */
    @WithDefault("7D")
    Duration keepDeliveryKeys();

    /**
     * A folder whose files are rules, also {@code HOOKLINE_RULES}: YAML as StackStorm's packs have it, {@code *.yaml} and {@code
     * <pack>/rules/*.yaml}. The rules are kept equal to the files, and the API refuses to change them. None: there are no such rules.
     */
    Optional<Path> folder();

    /** How often that folder is looked at; a change is taken over once two looks have found the same. */
    @WithDefault("2S")
    Duration folderPoll();

    /** How many requests may wait at once for trigger instances to be judged ({@code ?wait=}); more get 503. */
    @WithDefault("1000")
    int mostWaiting();

    /**
     * Where executions are asked for when rule enforcements are shown with them: the address of the action service or of a gateway in front
     * of it, without version and last slash. By default the API's own, {@code hookline.api.url}; to be set where that one is not reachable
     * from within.
     */
    Optional<URI> executionsUrl();
}
