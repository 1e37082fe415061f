package io.hookline.common;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where a store of the tests runs. Whoever starts the tests chooses, by an environment variable for each store. */
enum Housing {
    /** In the test's JVM or as its child: needs nothing installed. */
    EMBEDDED,
    /** From the public image that the cluster uses: needs a container engine. */
    CONTAINER;

    /** As long as the cluster's health checks give: a container on a busy machine is slow, not broken. */
    static final Duration LONGEST_START = Duration.ofMinutes(3);

    static Housing chosenBy(String variable) {
        return of(variable, System.getenv(variable));
    }

    static Housing of(String variable, @Nullable String value) {
        return switch (value) {
            case null -> EMBEDDED;
            case "", "embedded" -> EMBEDDED;
            case "container" -> CONTAINER;
            default ->
                throw new IllegalArgumentException(
                        variable + " is '" + value + "', but only 'embedded' and 'container' are known.");
        };
    }
}
