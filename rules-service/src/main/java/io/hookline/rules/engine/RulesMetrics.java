package io.hookline.rules.engine;

import io.hookline.common.model.TriggerInstance;
import io.hookline.rules.engine.Verdict.Broken;
import io.hookline.rules.engine.Verdict.Match;
import io.hookline.rules.engine.Verdict.NoMatch;
import io.hookline.rules.trigger.Backlog;
import io.hookline.rules.trigger.JudgementWaiters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** All figures of this service, with their names. */
@Singleton
public class RulesMetrics {
    private final Clock clock;
    private final Counter matches;
    private final Counter noMatches;
    private final Counter broken;
    private final DistributionSummary candidates;
    private final Counter regexStepsSpent;
    private final Counter succeeded;
    private final Counter failed;
    private final Counter throttled;
    private final Counter known;
    private final Counter unknown;
    private final Counter duplicates;
    private final Counter ticksInTime;
    private final Counter ticksLate;
    private final Counter ticksMissed;
    private final Counter rulesCreated;
    private final Counter rulesChanged;
    private final Counter rulesDeleted;
    private final AtomicInteger unusableFiles = new AtomicInteger();
    private final AtomicInteger unreadableFolders = new AtomicInteger();
    private final Timer age;

    RulesMetrics(
            MeterRegistry registry, Clock clock, Backlog backlog, JudgementWaiters waiters, EnabledRules enabledRules) {
        this.clock = clock;
        // Each rule of the instance's trigger that was in question, whether it was tried or its silence was known
        // before.
        this.matches = registry.counter("rules.judged", "outcome", "match");
        this.noMatches = registry.counter("rules.judged", "outcome", "no_match");
        this.broken = registry.counter("rules.judged", "outcome", "broken");
        // How many rules were tried one by one for one instance.
        this.candidates = registry.summary("rules.candidates");
        // Instances on which regular expressions broke for all of them together took too many steps.
        this.regexStepsSpent = registry.counter("rules.regex.spent");
        this.succeeded = registry.counter("rules.enforcements", "status", "succeeded");
        this.failed = registry.counter("rules.enforcements", "status", "failed");
        this.throttled = registry.counter("rules.throttled");
        this.known = registry.counter("rules.trigger.instances", "trigger", "known");
        this.unknown = registry.counter("rules.trigger.instances", "trigger", "unknown");
        // Deliveries that their senders sent again: no event comes of them.
        this.duplicates = registry.counter("rules.trigger.instances.duplicates");
        this.ticksInTime = registry.counter("timers.ticks", "outcome", "in_time");
        this.ticksLate = registry.counter("timers.ticks", "outcome", "late");
        this.ticksMissed = registry.counter("timers.ticks", "outcome", "missed");
        // Made by this node because files changed.
        this.rulesCreated = registry.counter("rules.files.changes", "change", "created");
        this.rulesChanged = registry.counter("rules.files.changes", "change", "changed");
        this.rulesDeleted = registry.counter("rules.files.changes", "change", "deleted");
        registry.gauge("rules.files.unusable", unusableFiles);
        // 1: the folder of rules can't be read.
        registry.gauge("rules.files.unreadable", unreadableFolders);
        // From a trigger instance's arrival to the moment when all that follows from it is recorded.
        this.age = registry.timer("rules.trigger.instance.age");
        // How long ago the oldest came that is being judged.
        Gauge.builder("rules.behind", backlog, RulesMetrics::seconds)
                .baseUnit("seconds")
                .register(registry);
        // Rules that no guard finds, so that they are tried for every instance.
        registry.gauge("rules.unindexed", enabledRules, EnabledRules::hidden);
        // Requests that wait for a judgement.
        registry.gauge("rules.waiters", waiters, JudgementWaiters::waiting);
    }

    private static double seconds(Backlog backlog) {
        return backlog.age().map(age -> age.toMillis() / 1000.0).orElse(0.0);
    }

    /** These are recorded now, with all that followed. */
    void recorded(List<Judgement> judgements) {
        Instant now = clock.instant();
        for (Judgement judgement : judgements) {
            age.record(Duration.between(judgement.instance().occurrenceTime(), now));
            if (judgement.triggerIsKnown()) {
                known.increment();
            } else {
                unknown.increment();
                Log.debugf(
                        "trigger instance of an unknown trigger trigger_instance=%s",
                        judgement.instance().id());
            }
            judgement.verdicts().forEach(this::judged);
            noMatches.increment(judgement.passedOver());
            candidates.record(judgement.tried());
            regexStepsSpent.increment(judgement.regexStepsSpent() ? 1 : 0);
            judgement.enforcements().forEach(enforcement -> enforced(enforcement.status()));
        }
    }

    private void enforced(RuleEnforcement.Status status) {
        switch (status) {
            case SUCCEEDED -> succeeded.increment();
            case FAILED -> failed.increment();
            case THROTTLED -> throttled.increment();
        }
    }

    /** These had been held back, and are enforced now. */
    void released(int succeeded, int failed) {
        this.succeeded.increment(succeeded);
        this.failed.increment(failed);
    }

    /** These deliveries came again, and nothing followed. */
    void repeated(List<TriggerInstance> deliveries) {
        for (TriggerInstance delivery : deliveries) {
            duplicates.increment();
            Log.debugf("delivery came again trigger_instance=%s", delivery.id());
        }
    }

    /**
     * @param late those of the fired ones that were found more than a second after their time
     * @param missed timers of which at least one tick was too old to be fired
     */
    public void ticked(int fired, int late, int missed) {
        ticksInTime.increment(fired - late);
        ticksLate.increment(late);
        ticksMissed.increment(missed);
    }

    /** This node has made rules equal to their files. */
    public void rulesChanged(int created, int changed, int deleted) {
        rulesCreated.increment(created);
        rulesChanged.increment(changed);
        rulesDeleted.increment(deleted);
    }

    /**
     * All files of the folder of rules were read.
     *
     * @param unusable those at fault
     */
    public void filesRead(int unusable) {
        unusableFiles.set(unusable);
    }

    /** The folder of rules was looked at; nothing came of it. */
    public void folderUnreadable() {
        unreadableFolders.set(1);
    }

    /** The folder of rules was looked at. */
    public void folderReadable() {
        unreadableFolders.set(0);
    }

    private void judged(Verdict verdict) {
        switch (verdict) {
            case Match() -> matches.increment();
            case NoMatch(var criterion) -> noMatches.increment();
            case Broken(var criterion, var reason) -> broken.increment();
        }
    }
}
