package io.hookline.action.callback;

import io.hookline.action.runner.OutgoingConfig;
import io.hookline.common.start.AtLeast;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where callbacks may be sent, and how long it is tried. What {@code hookline.outgoing.refused-networks} names is never reached. */
@ConfigMapping(prefix = "hookline.callbacks")
public interface CallbackConfig {
    /** How far callbacks reach: {@code public} addresses, {@code any}, or {@code listed} ones only. */
    @WithDefault("public")
    OutgoingConfig.Reach reach();

    /** Hosts, addresses and networks that are reached beside public ones, or alone if the reach is {@code listed}. */
    Optional<List<String>> allowed();

    /** How long a receiver may take for its answer. */
    @WithDefault("15S")
    @WithConverter(AtLeast.SomeTime.class)
    Duration timeout();

    /** How long after an execution's end its callback is tried. */
    @WithDefault("1D")
    @WithConverter(AtLeast.SomeTime.class)
    Duration keepTrying();

    /** How long to wait after the first try that failed; each further wait is twice as long, up to an hour. */
    @WithDefault("5S")
    @WithConverter(AtLeast.SomeTime.class)
    Duration firstPause();

    /** Callbacks that this node sends at the same time. */
    @WithDefault("16")
    @WithConverter(AtLeast.One.class)
    int mostAtOnce();
}
