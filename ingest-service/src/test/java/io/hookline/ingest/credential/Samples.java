package io.hookline.ingest.credential;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.PathConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Settings as an operator writes them. */
final class Samples {
    private Samples() {}

    static <T> T settings(Class<T> type, Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(Path.class, 200, new PathConverter())
                .withMapping(type)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(type);
    }
}
