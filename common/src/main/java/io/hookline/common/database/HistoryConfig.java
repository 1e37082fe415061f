package io.hookline.common.database;

import io.hookline.common.start.AtLeast;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How long the past is kept. */
@ConfigMapping(prefix = "hookline.history")
public interface HistoryConfig {
    /** Trigger instances, rule enforcements and executions are dropped when their day is older than this. */
    @WithDefault("30D")
    @WithConverter(AtLeast.SomeTime.class)
    Duration keep();

    /**
     * Executions that succeeded are deleted when their day is older than this, those that a workflow asked for with the workflow. None: they
     * are kept as long as all others.
     */
    Optional<Duration> keepSucceeded();
}
