package io.hookline.rules.engine;

import io.hookline.common.database.Database.Transaction;
import io.hookline.common.model.TraceInstance;
import io.hookline.common.model.TriggerInstance;
import io.hookline.common.topic.Topics;
import io.hookline.rules.RulesDatabase;
import io.hookline.rules.engine.LiveActions.Publication;
import io.hookline.rules.trigger.Backlog;
import io.hookline.rules.trigger.JudgementWaiters;
import io.hookline.rules.trigger.Sifted;
import io.hookline.rules.trigger.TriggerInstances;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Where judgements are kept: the instance's row is the mark that it was judged, and stands only together with what followed. */
@Singleton
class Judgements {
    private final RulesDatabase database;
    private final TriggerInstances instances;
    private final RuleEnforcements enforcements;
    private final Throttles throttles;
    private final JudgementWaiters waiters;
    private final Backlog backlog;

    Judgements(
            RulesDatabase database,
            TriggerInstances instances,
            RuleEnforcements enforcements,
            Throttles throttles,
            JudgementWaiters waiters,
            Backlog backlog) {
        this.database = database;
        this.instances = instances;
        this.enforcements = enforcements;
        this.throttles = throttles;
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
     * @param published the orders that follow from them: nothing is recorded unless these are there
     * @return those that are recorded now
     */
    List<Judgement> record(List<Judgement> judgements, Publication published) {
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
            List<Judgement> settled = settled(transaction, own);
            List<RuleEnforcement> made = settled.stream()
                    .flatMap(judgement -> judgement.enforcements().stream())
                    .toList();
            if (!made.isEmpty()) {
                enforcements.insert(connection, made);
            }
            tellOfTraces(transaction, settled);
            published.await(); // what takes no less time than the statements, and at the same time
            return settled;
        });
        backlog.settled();
        waiters.wake(
                judgements.stream().map(judgement -> judgement.instance().id()).toList());
        return recorded;
    }

    private static void tellOfTraces(Transaction transaction, List<Judgement> settled) throws SQLException {
        Map<String, TraceInstance> told = new LinkedHashMap<>();
        settled.forEach(judgement ->
                judgement.toldOfTrace().ifPresent(instance -> told.put(instance.triggerInstance(), instance)));
        transaction.publishAll(Topics.TRACES, told);
    }

    private List<Judgement> settled(Transaction transaction, List<Judgement> judgements) throws SQLException {
        List<ThrottledMatch> matches = judgements.stream()
                .flatMap(judgement -> judgement.throttled().stream())
                .toList();
        if (matches.isEmpty()) {
            return judgements;
        }
        Map<String, List<RuleEnforcement>> byInstance = throttles.settle(transaction, matches).stream()
                .collect(Collectors.groupingBy(RuleEnforcement::triggerInstanceId));
        return judgements.stream()
                .map(judgement -> judgement.settled(
                        byInstance.getOrDefault(judgement.instance().id(), List.of())))
                .toList();
    }
}
