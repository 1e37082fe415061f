package io.hookline.rules;

import io.hookline.common.start.AtLeast;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    @WithConverter(AtLeast.SomeTime.class)
    Duration keepDeliveryKeys();

    /**
     * A folder whose files are rules, also {@code HOOKLINE_RULES}: YAML as StackStorm's packs have it, {@code *.yaml} and {@code
     * <pack>/rules/*.yaml}. The rules are kept equal to the files, and the API refuses to change them. None: there are no such rules.
     */
    Optional<Path> folder();

    /** How often that folder is looked at; a change is taken over once two looks have found the same. */
    @WithDefault("2S")
    @WithConverter(AtLeast.SomeTime.class)
    Duration folderPoll();

    /**
     * Folders of packs, as {@code hookline.packs.folders} of the action service. At the start the trigger types and rules that their files
     * tell are made, as far as they are not there; what is there is changed only when packs are registered.
     */
    Optional<List<Path>> packs();

    /** How many requests may wait at once for trigger instances to be judged ({@code ?wait=}); more get 503. */
    @WithDefault("1000")
    @WithConverter(AtLeast.Zero.class)
    int mostWaiting();

    /**
     * Where executions are asked for when rule enforcements are shown with them: the address of the action service or of a gateway in front
     * of it, without version and last slash. By default the API's own, {@code hookline.api.url}; to be set where that one is not reachable
     * from within.
     */
    Optional<URI> executionsUrl();

    /** How much rules may ask for; what is stored already is not refused. StackStorm has no such limits. */
    Limits limits();

    /** Sizes of rules, and how many of them there may be. */
    interface Limits {
        /** How many criteria a rule may have. */
        @WithDefault("100")
        @WithConverter(AtLeast.One.class)
        int criteria();

        /** How many characters a pattern may have that is no regular expression. */
        @WithDefault("16384")
        @WithConverter(AtLeast.One.class)
        int text();

        /** How many characters a regular expression or a wildcard may have; longer ones than 1000 can't be tried. */
        @WithDefault("1000")
        @WithConverter(AtLeast.One.class)
        int regex();

        /** How many criteria a search may have, those of searches within it among them. */
        @WithDefault("64")
        @WithConverter(AtLeast.Zero.class)
        int searchCriteria();

        /** How many searches may stand one within the other. */
        @WithDefault("3")
        @WithConverter(AtLeast.Zero.class)
        int searchDepth();

        /** How many enabled rules a trigger may have. */
        @WithDefault("100000")
        @WithConverter(AtLeast.One.class)
        int rulesPerTrigger();

        /** How many of them may be such that no value leads to them, so that they are tried for every instance. */
        @WithDefault("1000")
        @WithConverter(AtLeast.Zero.class)
        int hiddenRulesPerTrigger();

        /**
         * How many steps the regular expressions of all rules together may take for one instance where they are not answered in linear
         * time; beyond it those criteria break. A million takes some milliseconds.
         */
        @WithDefault("10000000")
        @WithConverter(AtLeast.OneOfMany.class)
        long regexSteps();
    }
}
