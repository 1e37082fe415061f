package io.hookline.action.runner;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Where requests that others have asked for may be sent: those of {@code core.http}, and callbacks. */
@ConfigMapping(prefix = "hookline.outgoing")
public interface OutgoingConfig {
    /** How far they reach; the refused networks are never reached. */
    @WithDefault("any")
    Reach reach();

    /** Hosts, addresses and networks that are reached beside public ones, or alone if the reach is {@code listed}. */
    Optional<List<String>> allowed();

    /** Networks that are never reached: link-local ones, where clouds keep their machines' credentials. */
    @WithDefault("169.254.0.0/16,fe80::/10,fd00:ec2::254/128,100.100.100.200/32")
    List<String> refusedNetworks();

    /** How far requests reach. */
    enum Reach {
        /** Every address. */
        ANY,
        /** Addresses of the public Internet, and what is allowed by name. */
        PUBLIC,
        /** Only what is allowed by name. */
        LISTED
    }
}
