package io.hookline.action.execution;

import io.hookline.common.start.AtLeast;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How much this node runs at once, and how it shows that it is alive. */
@ConfigMapping(prefix = "hookline.worker")
interface WorkerConfig {
    /** Executions without a process of their own that run at the same time (HTTP requests, noop). 0: this node runs none. */
    @WithDefault("256")
    @WithConverter(AtLeast.Zero.class)
    int slots();

    /** Executions with a process of their own that run at the same time. 0: this node runs none. */
    @WithDefault("16")
    @WithConverter(AtLeast.Zero.class)
    int processes();

    /** Workflows that run at the same time; while they wait for the executions they ask for, they take no more than memory. 0: none. */
    @WithDefault("1000")
    @WithConverter(AtLeast.Zero.class)
    int workflows();

    /** How long a worker that is not heard of keeps what it runs; then other nodes end it as abandoned. */
    @WithDefault("30S")
    @WithConverter(AtLeast.SomeTime.class)
    Duration lease();

    /** How often a worker renews its lease; less than half of it. A third of the lease if not given. */
    @WithConverter(AtLeast.SomeTime.class)
    Optional<Duration> heartbeat();

    /** How often a worker looks for work, and for cancellations, that it was not told of. */
    @WithDefault("1S")
    @WithConverter(AtLeast.SomeTime.class)
    Duration poll();

    /** How often this node looks for workers that are gone. A third of the lease if not given. */
    @WithConverter(AtLeast.SomeTime.class)
    Optional<Duration> sweep();

    /**
     * How often an execution whose action says {@code on_worker_lost: retry} is run again after its worker was lost, if no retry policy
     * of the action tells.
     */
    @WithDefault("3")
    @WithConverter(AtLeast.Zero.class)
    int lostRetries();

    /** How long a stopping node lets what it runs come to its end. */
    @WithDefault("20S")
    @WithConverter(AtLeast.NoTime.class)
    Duration stopGrace();
}
