package io.hookline.action.pack;

import io.hookline.action.ActionDatabase;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The packs that have been registered: table {@code action.packs}. */
@Singleton
final class Packs extends Documents<Pack> {
    Packs(ActionDatabase database, Clock clock) {
        super(database, clock, "packs", Pack.class);
    }
}
