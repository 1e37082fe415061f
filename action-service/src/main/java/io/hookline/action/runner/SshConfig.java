package io.hookline.action.runner;

import io.hookline.common.start.AtLeast;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How other machines are reached by SSH. */
@ConfigMapping(prefix = "hookline.runner.ssh")
public interface SshConfig {
    /** Who logs in where an action names nobody. */
    @WithDefault("stanley")
    String user();

    /** Private key to log in with where an action brings neither key nor password. */
    Optional<Path> keyFile();

    /** Keys that hosts are known by, in OpenSSH's form; by default {@code .ssh/known_hosts} of this process's user. */
    Optional<Path> knownHosts();

    /** Whether a host has to be among the known ones. Without it whoever stands in between can read and answer for the host. */
    @WithDefault("true")
    boolean checkHostKeys();

    /** How long connecting and logging in may take. */
    @WithDefault("30S")
    @WithConverter(AtLeast.SomeTime.class)
    Duration connectTimeout();

    /** Hosts that one execution works on at a time. */
    @WithDefault("20")
    @WithConverter(AtLeast.One.class)
    int concurrency();

    /** Whether one host is enough for an execution to succeed. */
    @WithDefault("false")
    boolean allowPartialFailure();
}
