package io.hookline.action.stream;

import io.hookline.common.start.AtLeast;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Who may watch executions on this node, and how far behind. */
@ConfigMapping(prefix = "hookline.stream")
public interface StreamConfig {
    /** How often a stream on which nothing happens gets a newline, so that nobody on the way takes it for dead. */
    @WithDefault("25S")
    @WithConverter(AtLeast.SomeTime.class)
    Duration heartbeat();

    /** Streams open at a time; more get 503. */
    @WithDefault("1000")
    @WithConverter(AtLeast.Zero.class)
    int mostReaders();

    /** Events that wait for a reader who is slow; beyond them the stream is cut off. */
    @WithDefault("1000")
    @WithConverter(AtLeast.One.class)
    int longestQueue();

    /** Characters of those events together. */
    @WithDefault("16M")
    @WithConverter(AtLeast.OneByte.class)
    MemorySize largestQueue();

    /** Records that may have come since a stream was lost for it to be taken up with {@code Last-Event-ID}. */
    @WithDefault("10000")
    @WithConverter(AtLeast.Zero.class)
    int longestReplay();

    /** Requests that may wait for an execution's end at a time ({@code ?wait=}); more get 503. */
    @WithDefault("5000")
    @WithConverter(AtLeast.Zero.class)
    int mostWaiting();
}
