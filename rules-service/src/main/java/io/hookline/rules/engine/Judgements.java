package io.hookline.rules.engine;

import io.hookline.common.model.TriggerInstance;
import io.hookline.rules.RulesDatabase;
import io.hookline.rules.trigger.Backlog;
import io.hookline.rules.trigger.Sifted;
import io.hookline.rules.trigger.TriggerInstances;
import io.hookline.rules.trigger.Waiters;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Where judgements are kept: the instance's row is the mark that it was judged, and stands only together with what followed. */
@Singleton
class Judgements {
    private final RulesDatabase database;
    private final TriggerInstances instances;
    private final RuleEnforcements enforcements;
    private final Waiters waiters;
    private final Backlog backlog;

    Judgements(
            RulesDatabase database,
            TriggerInstances instances,
            RuleEnforcements enforcements,
            Waiters waiters,
            Backlog backlog) {
        this.database = database;
        this.instances = instances;
        this.enforcements = enforcements;
        this.waiters = waiters;
        this.backlog = backlog;
    }

    /** Tells those of the arrived instances that have to be judged: a record or a delivery that comes again is passed over. */
    Sifted sift(List<TriggerInstance> arrived) {
        Sifted sifted = instances.sift(arrived);
        backlog.taken(sifted.fresh());
        return sifted;
    }

    /**
     * All of them in one transaction; those that another node has recorded meanwhile stay as they are.
     *
     * @return those that are recorded now
     */
    List<Judgement> record(List<Judgement> judgements) {
        List<Judgement> recorded = database.write(transaction -> {
            Connection connection = transaction.connection();
            Set<String> mine =
                    instances
                            .insert(
                                    connection,
                                    judgements.stream().map(Judgement::instance).toList())
                            .stream()
                            .map(TriggerInstance::id)
                            .collect(Collectors.toSet());
            List<Judgement> own = judgements.stream()
                    .filter(judgement -> mine.contains(judgement.instance().id()))
                    .toList();
            List<RuleEnforcement> made = own.stream()
                    .flatMap(judgement -> judgement.enforcements().stream())
                    .toList();
            if (!made.isEmpty()) {
                enforcements.insert(connection, made);
            }
            return own;
        });
        backlog.settled();
        waiters.wake(
                judgements.stream().map(judgement -> judgement.instance().id()).toList());
        return recorded;
    }
}
