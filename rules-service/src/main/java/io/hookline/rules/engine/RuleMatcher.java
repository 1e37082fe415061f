package io.hookline.rules.engine;

import io.hookline.rules.criteria.Criterion;
import io.hookline.rules.criteria.Criterion.Outcome;
import io.hookline.rules.criteria.Criterion.Outcome.Breaks;
import io.hookline.rules.criteria.Criterion.Outcome.Fails;
import io.hookline.rules.criteria.Criterion.Outcome.Holds;
import io.hookline.rules.criteria.Payload;
import io.hookline.rules.engine.Verdict.Broken;
import io.hookline.rules.engine.Verdict.Match;
import io.hookline.rules.engine.Verdict.NoMatch;
import io.hookline.rules.rule.Rule;
import java.util.function.Function;

/**
 * Tells whether a rule's criteria hold for a payload. Pure: the same rule, payload and time give the same verdict.
 * Criteria are joined by AND in the order written; the first that does not hold or breaks ends it. A path that leads nowhere reads as null.
 */
public final class RuleMatcher {
    public Verdict match(Rule rule, Payload payload) {
        return match(rule, payload, criterion -> criterion.outcome(payload));
    }

    /** The same for one rule of many, of which it may be known already. */
    Verdict match(Candidate candidate, Outcomes outcomes) {
        return candidate.matches() ? new Match() : match(candidate.enabled().rule(), outcomes.payload(), outcomes::of);
    }

    private static Verdict match(Rule rule, Payload payload, Function<Criterion, Outcome> outcomes) {
        for (Criterion criterion : rule.criteria()) {
            // Whatever the criteria ask, nexists included (spec: rules-and-criteria, 6.1).
            if (payload.isEmpty()) {
                return new NoMatch(criterion);
            }
            switch (outcomes.apply(criterion)) {
                case Holds() -> {}
                case Fails() -> {
                    return new NoMatch(criterion);
                }
                case Breaks(var part, var reason) -> {
                    return new Broken(criterion, told(rule, part, reason));
                }
            }
        }
        return new Match();
    }

    private static String told(Rule rule, Criterion.Part part, String reason) {
        return switch (part) {
            case KEY, PATTERN -> reason;
            case OPERATOR -> "There might be a problem with the criteria in rule " + rule.ref() + ": " + reason;
        };
    }
}
