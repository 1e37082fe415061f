package io.hookline.action.pack;

import io.hookline.action.ActionDatabase;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The configurations of packs: table {@code action.configs}. */
@Singleton
final class Configs extends Documents<Config> {
    Configs(ActionDatabase database, Clock clock) {
        super(database, clock, "configs", Config.class);
    }
}
