package io.hookline.benchmarks.bare;

import io.smallrye.config.ConfigMapping;

/** What the bare endpoint sends. */
@ConfigMapping(prefix = "bare")
interface BareConfig {
    /** A record as ingest-service made it from the same webhook, in Base64. */
    String record();
}
