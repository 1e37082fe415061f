package io.hookline.action.pack;

import io.hookline.action.ActionDatabase;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What the configurations of packs have to look like: table {@code action.config_schemas}. */
@Singleton
final class ConfigSchemas extends Documents<ConfigSchema> {
    ConfigSchemas(ActionDatabase database, Clock clock) {
        super(database, clock, "config_schemas", ConfigSchema.class);
    }
}
