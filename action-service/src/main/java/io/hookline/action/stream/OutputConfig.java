package io.hookline.action.stream;

import io.hookline.common.start.AtLeast;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** How much of what runs print is told while they run. What their results hold is a setting of the runners. */
@ConfigMapping(prefix = "hookline.runner")
public interface OutputConfig {
    /** Whether lines are kept and told as they are printed; without it {@code GET /v1/executions/{id}/output} is empty. */
    @WithDefault("true")
    boolean streamOutput();

    /** Characters kept of one run, both outputs together; then a line says that there was more. */
    @WithDefault("10M")
    @WithConverter(AtLeast.OneByte.class)
    MemorySize streamOutputLimit();

    /** Lines kept of one run, both outputs together. */
    @WithDefault("100000")
    @WithConverter(AtLeast.One.class)
    int streamOutputLines();
}
