package io.hookline.action.pack;

import io.hookline.action.ActionDatabase;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The aliases under which chat bots know actions: table {@code action.action_aliases}. */
@Singleton
final class ActionAliases extends Documents<ActionAlias> {
    ActionAliases(ActionDatabase database, Clock clock) {
        super(database, clock, "action_aliases", ActionAlias.class);
    }
}
