package io.hookline.rules.timer;

import io.hookline.common.start.AtLeast;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How timers treat ticks that were not seen in time. */
@ConfigMapping(prefix = "hookline.timers")
interface TimerConfig {
    /**
     * How late a tick may be found and still be fired, because no node was there or the database was away. Older ticks are not made
     * up; the timer goes on with the next.
     */
    @WithDefault("10S")
    @WithConverter(AtLeast.SomeTime.class)
    Duration tolerance();
}
