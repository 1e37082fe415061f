package io.hookline.rules.trigger;

import io.hookline.common.model.Trigger;
import io.hookline.common.model.TriggerFact;
import io.hookline.common.model.TriggerType;
import io.hookline.common.topic.TopicView;
import io.hookline.common.topic.Views;
import io.hookline.rules.RulesConfig;
import io.hookline.rules.RulesDatabase;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The triggers that clients make, change and delete themselves. One that a client has made stays without a rule until it is deleted; rules
 * with its type and parameters share it. The trigger of a type without parameters belongs to its type, and comes and goes with it.
 */
@Singleton
class ClientTriggers {
    private final RulesDatabase database;
    private final TriggerTypes types;
    private final Triggers triggers;
    private final TriggerCheck check;
    private final TopicView<TriggerFact> view;

    ClientTriggers(RulesDatabase database, TriggerTypes types, Triggers triggers, RulesConfig config, Views views) {
        this.database = database;
        this.types = types;
        this.triggers = triggers;
        this.check = new TriggerCheck(config.validateTriggerParameters());
        this.view = views.triggers();
    }

    /** A new one; one that has the same reference already is the answer, unchanged. */
    Saving create(TriggerDraft draft) {
        return settled(database.changeRules(transaction -> {
            Changes changes = new Changes(transaction);
            Connection connection = transaction.connection();
            Optional<TriggerType> type = types.named(connection, draft.type());
            Optional<String> fault = draft.fault(type, check);
            if (fault.isPresent()) {
                return new Saved(new Saving.Refused(fault.get()), changes);
            }
            Optional<Trigger> known = triggers.named(connection, draft.ref().toString());
            if (known.isPresent()) {
                return new Saved(new Saving.Done(known.get()), changes);
            }
            Optional<Trigger> equal = triggers.with(connection, draft.type(), draft.parameters());
            return equal.isPresent()
                    ? new Saved(new Saving.Taken(equal.get()), changes)
                    : new Saved(new Saving.Done(triggers.makeKept(changes, draft)), changes);
        }));
    }

    /** The same trigger with other content; rules on it stay on it. */
    Saving change(String id, TriggerDraft draft) {
        return settled(database.changeRules(transaction -> {
            Changes changes = new Changes(transaction);
            Connection connection = transaction.connection();
            Optional<Saving> refused = refused(connection, id);
            if (refused.isPresent()) {
                return new Saved(refused.get(), changes);
            }
            Optional<String> fault = draft.fault(types.named(connection, draft.type()), check);
            if (fault.isPresent()) {
                return new Saved(new Saving.Refused(fault.get()), changes);
            }
            Optional<Trigger> other = triggers.named(connection, draft.ref().toString())
                    .filter(trigger -> !trigger.id().equals(id));
            if (other.isEmpty()) {
                other = triggers.with(connection, draft.type(), draft.parameters())
                        .filter(trigger -> !trigger.id().equals(id));
            }
            return other.isPresent()
                    ? new Saved(new Saving.Taken(other.get()), changes)
                    : new Saved(new Saving.Done(triggers.change(changes, id, draft)), changes);
        }));
    }

    /** Rules that used it stay, without a trigger. */
    Saving delete(String id) {
        return settled(database.changeRules(transaction -> {
            Changes changes = new Changes(transaction);
            Connection connection = transaction.connection();
            Optional<Saving> refused = refused(connection, id);
            return refused.isPresent()
                    ? new Saved(refused.get(), changes)
                    : new Saved(new Saving.Done(triggers.remove(changes, id)), changes);
        }));
    }

    private Optional<Saving> refused(Connection connection, String id) throws SQLException {
        Optional<Trigger> known = triggers.byId(connection, id);
        if (known.isEmpty()) {
            return Optional.of(new Saving.Missing());
        }
        String ref = known.get().ref();
        return ref.equals(known.get().type())
                ? Optional.of(new Saving.Refused("Trigger \"" + ref
                        + "\" belongs to its trigger type; it can't be changed or deleted by itself"))
                : Optional.empty();
    }

    private Saving settled(Saved saved) {
        saved.changes().awaitApplied(view);
        return saved.outcome();
    }

    /** What became of a trigger that was to be saved or deleted. */
    sealed interface Saving {
        record Done(Trigger trigger) implements Saving {}

        record Refused(String reason) implements Saving {}

        /** Another one has that reference, or that type and these parameters. */
        record Taken(Trigger other) implements Saving {}

        record Missing() implements Saving {}
    }

    private record Saved(Saving outcome, Changes changes) {}
}
