package io.hookline.common.api;

import io.hookline.common.start.AtLeast;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** What concerns every resource. */
@ConfigMapping(prefix = "hookline.api")
public interface ApiConfig {
    /**
     * Origins whose pages may read answers (CORS). The first one is named to all others; {@code *} allows any.
     */
    @WithDefault("http://127.0.0.1:3000")
    List<String> allowedOrigins();

    /**
     * Where clients and actions reach this API, without version and last slash; named in {@code X-API-URL} and
     * {@code ST2_ACTION_API_URL}.
     */
    @WithDefault("http://127.0.0.1:9101")
    String url();

    /** Where the web interface is; first part of an execution's {@code web_url}. */
    @WithDefault("http://127.0.0.1:9101")
    String webUrl();

    /** Whether secret parameters and key hashes are shown as asterisks unless asked for. */
    @WithDefault("true")
    boolean maskSecrets();

    /** Largest body that any request may have; webhooks have a limit of their own below it. */
    @WithDefault("10M")
    @WithConverter(AtLeast.OneByte.class)
    MemorySize maxBodySize();

    /** How long a request may take to come, from its first bytes to the end of its body, however busily it trickles; then 408. */
    @WithDefault("60S")
    @WithConverter(AtLeast.SomeTime.class)
    Duration requestTimeout();
}
