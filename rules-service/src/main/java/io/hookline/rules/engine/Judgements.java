package io.hookline.rules.engine;

import io.hookline.common.model.TriggerInstance;
import io.hookline.rules.RulesDatabase;
import io.hookline.rules.trigger.TriggerInstances;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;

/** Where judgements are kept: the instance's row is the mark that it was judged, and stands only together with what followed. */
@Singleton
class Judgements {
    private final RulesDatabase database;
    private final TriggerInstances instances;
    private final RuleEnforcements enforcements;

    Judgements(RulesDatabase database, TriggerInstances instances, RuleEnforcements enforcements) {
        this.database = database;
        this.instances = instances;
        this.enforcements = enforcements;
    }

    /** Those of the arrived instances that have to be judged: a record that comes again is passed over. */
    List<TriggerInstance> notYetMade(List<TriggerInstance> arrived) {
        return instances.notYetJudged(arrived);
    }

    /** All of them in one transaction; those that another node has recorded meanwhile stay as they are. */
    void record(List<Judgement> judgements) {
        database.write(transaction -> {
            Connection connection = transaction.connection();
            instances.insert(
                    connection, judgements.stream().map(Judgement::instance).toList());
            List<RuleEnforcement> made = judgements.stream()
                    .flatMap(judgement -> judgement.enforcements().stream())
                    .toList();
            if (!made.isEmpty()) {
                enforcements.insert(connection, made);
            }
            return made.size();
        });
    }
}
