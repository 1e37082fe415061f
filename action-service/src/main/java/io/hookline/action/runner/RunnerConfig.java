package io.hookline.action.runner;

import io.hookline.common.start.AtLeast;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What actions may do on this node, and how much of what they say is kept. */
@ConfigMapping(prefix = "hookline.action")
public interface RunnerConfig {
    /** Bytes kept of each output of a process, and of an HTTP answer; the rest is cut off, and the result says so. */
    @WithDefault("10M")
    @WithConverter(AtLeast.OneByte.class)
    MemorySize outputLimit();

    /** How long a canceled action may take to clean up after TERM, before KILL. */
    @WithDefault("5S")
    @WithConverter(AtLeast.NoTime.class)
    Duration cancelGrace();

    /** User that commands run as, by {@code sudo -u}, if it is not the one this process runs as. */
    Optional<String> systemUser();

    /** Whether an action that succeeds fails all the same if what it gives breaks its {@code output_schema}. */
    @WithDefault("false")
    boolean validateOutputSchema();
}
