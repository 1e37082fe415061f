package io.hookline.rules.engine;

import io.hookline.common.datastore.KnownKeys;
import io.hookline.common.model.LiveAction;
import io.hookline.common.model.TriggerInstance;
import io.hookline.common.secret.SecretBox;
import io.hookline.rules.RulesConfig;
import io.hookline.rules.criteria.Criterion;
import io.hookline.rules.criteria.Payload;
import io.hookline.rules.engine.ThrottleKey.Counted;
import io.hookline.rules.engine.ThrottleKey.Failed;
import io.hookline.rules.engine.Verdict.Broken;
import io.hookline.rules.engine.Verdict.Match;
import io.hookline.rules.engine.Verdict.NoMatch;
import io.hookline.rules.rule.Rule;
import io.hookline.rules.rule.Throttle;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Judges trigger instances, each by all enabled rules on its trigger (spec: rules-and-criteria, 5). */
@Singleton
class Engine {
    private final EnabledRules enabledRules;
    private final RuleActions ruleActions;
    private final KnownKeys keys;
    private final Clock clock;
    private final RuleMatcher matcher = new RuleMatcher();
    private final BreakNotices notices = new BreakNotices();
    private final RuleEnforcer enforcer;
    private final long regexSteps;

    Engine(
            EnabledRules enabledRules,
            RuleActions ruleActions,
            KnownKeys keys,
            Clock clock,
            RulesConfig config,
            SecretBox box) {
        this.enabledRules = enabledRules;
        this.ruleActions = ruleActions;
        this.keys = keys;
        this.clock = clock;
        this.enforcer = new RuleEnforcer(config.systemUser(), keys.of(config.systemUser()), box);
        this.regexSteps = config.limits().regexSteps();
    }

    /** Rules saved before this count for all of them. */
    List<Judgement> judge(List<TriggerInstance> instances) {
        enabledRules.refresh();
        return instances.stream().map(this::judge).toList();
    }

    private Judgement judge(TriggerInstance instance) {
        Trial trial = new Trial(instance, clock.instant());
        TriggerRules rules = enabledRules.enabledFor(instance.trigger());
        List<EnabledRule> matches = rules.isEmpty() ? List.of() : trial.matches(rules);
        trial.enforce(matches);
        return new Judgement(
                instance,
                enabledRules.knowsTrigger(instance.trigger()),
                matches,
                trial.verdicts,
                trial.tried,
                trial.passedOver,
                trial.regexStepsSpent,
                trial.enforcements,
                trial.liveActions,
                trial.throttled);
    }

    /** One instance being judged. */
    private final class Trial {
        private final TriggerInstance instance;
        private final Instant now;
        private final List<Verdict> verdicts = new ArrayList<>();
        private int tried;
        private int passedOver;
        private boolean regexStepsSpent;
        private final List<RuleEnforcement> enforcements = new ArrayList<>();
        private final List<LiveAction> liveActions = new ArrayList<>();
        private final List<ThrottledMatch> throttled = new ArrayList<>();

        private Trial(TriggerInstance instance, Instant now) {
            this.instance = instance;
            this.now = now;
        }

        // Backstops look at matches only: a match whose action then fails still keeps them silent.
        private List<EnabledRule> matches(TriggerRules rules) {
            Payload payload = Payload.of(instance.payload(), keys.system(), now, regexSteps);
            Outcomes outcomes = new Outcomes(payload);
            List<EnabledRule> matches = matching(rules.standardFor(outcomes), outcomes);
            List<EnabledRule> all = matches.isEmpty() ? matching(rules.backstopFor(outcomes), outcomes) : matches;
            regexStepsSpent = payload.hasSpentRegexSteps();
            return all;
        }

        private List<EnabledRule> matching(TriggerRules.Candidates candidates, Outcomes outcomes) {
            tried += candidates.tried();
            passedOver += candidates.passedOver();
            List<EnabledRule> matches = new ArrayList<>();
            for (Candidate candidate : candidates.rules()) {
                EnabledRule enabled = candidate.enabled();
                Verdict verdict = matcher.match(candidate, outcomes);
                verdicts.add(verdict);
                switch (verdict) {
                    case Match() -> matches.add(enabled);
                    case NoMatch(var criterion) -> {}
                    case Broken(var criterion, var reason) -> {
                        enforcements.add(enforcer.broken(enabled.rule(), instance, reason, now));
                        tellBroken(enabled.rule(), criterion);
                    }
                }
            }
            return matches;
        }

        // The reason may have words of the payload in it; the enforcement has it.
        private void tellBroken(Rule rule, Criterion criterion) {
            notices.leftOut(rule.id(), now)
                    .ifPresent(leftOut -> Log.warnf(
                            "criterion breaks, its rule does not match rule=%s criterion=%s trigger_instance=%s left_out=%d",
                            rule.ref(), criterion.key(), instance.id(), leftOut));
        }

        private void enforce(List<EnabledRule> matches) {
            for (EnabledRule match : matches) {
                Throttle throttle = match.rule().throttle();
                if (throttle == null) {
                    RuleEnforcer.Enforced enforced = enforced(match);
                    enforcements.add(enforced.enforcement());
                    enforced.liveAction().ifPresent(liveActions::add);
                } else {
                    throttle(match, throttle);
                }
            }
        }

        private void throttle(EnabledRule match, Throttle throttle) {
            switch (ThrottleKey.of(throttle, instance.payload())) {
                case Counted counted -> {
                    RuleEnforcer.Enforced enforced = enforced(match);
                    throttled.add(new ThrottledMatch(
                            throttle, counted.hash(), enforced.enforcement(), enforced.liveAction()));
                }
                case Failed(var reason) ->
                    enforcements.add(RuleEnforcement.failed(match.rule(), instance, null, now, reason));
            }
        }

        private RuleEnforcer.Enforced enforced(EnabledRule match) {
            RuleActions.Asked asked = ruleActions.of(match.rule());
            return enforcer.enforce(match, asked.shownRule(), instance, asked.action(), now);
        }
    }
}
