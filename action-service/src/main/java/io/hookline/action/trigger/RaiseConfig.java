package io.hookline.action.trigger;

import io.hookline.common.start.AtLeast;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Set;

/** Which triggers the end of an execution raises. Only such that an enabled rule is on are raised at all. */
@ConfigMapping(prefix = "hookline.triggers")
public interface RaiseConfig {
    /** Whether {@code core.st2.generic.actiontrigger} is raised. */
    @WithDefault("true")
    boolean actionTrigger();

    /** The ends that raise it. */
    @WithDefault("succeeded,failed,timeout,canceled,abandoned")
    Set<EndState> actionTriggerStates();

    /** Larger parameters and results travel cut: their short fields, and {@code __truncated} with the size of the whole. */
    @WithDefault("1M")
    @WithConverter(AtLeast.OneByte.class)
    MemorySize largestValue();

    /**
     * How many executions may follow one from the other by these triggers. The last one raises none: a rule that runs for its own
     * executions comes to an end.
     */
    @WithDefault("16")
    @WithConverter(AtLeast.Zero.class)
    int deepestChain();
}
