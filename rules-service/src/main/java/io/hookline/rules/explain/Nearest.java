package io.hookline.rules.explain;

import io.hookline.rules.criteria.Criterion;
import io.hookline.rules.criteria.Criterion.Outcome.Holds;
import io.hookline.rules.criteria.Payload;
import io.hookline.rules.engine.RuleMatcher;
import io.hookline.rules.engine.Verdict.Match;
import io.hookline.rules.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Tries the rules of a trigger on one payload, and keeps those that match or come nearest to it: matches first, enabled ones before
 * others, then those of whose criteria most hold, of these the ones that lack least. However many rules there are, only the few that are
 * asked for are held.
 */
final class Nearest {
    private static final Comparator<Near> ORDER = Comparator.comparing((Near near) -> !near.matches())
            .thenComparing(near -> near.matches() && !near.rule().enabled())
            .thenComparing(Near::held, Comparator.reverseOrder())
            .thenComparing(Near::missing)
            .thenComparing(near -> near.rule().id());

    private final RuleMatcher matcher = new RuleMatcher();
    private final Payload payload;
    private final int most;
    private List<Near> nearest = new ArrayList<>();
    private int enabled;
    private int disabled;
    private int matching;
    private int matchingStandard;

    Nearest(Payload payload, int most) {
        this.payload = payload;
        this.most = most;
    }

    void tryAll(List<Rule> rules) {
        for (Rule rule : rules) {
            Near near = tried(rule);
            nearest.add(near);
            count(near);
        }
        nearest = new ArrayList<>(nearest.stream().sorted(ORDER).limit(most).toList());
    }

    private Near tried(Rule rule) {
        boolean matches = matcher.match(rule, payload) instanceof Match;
        int held = payload.isEmpty()
                ? 0
                : (int) rule.criteria().stream().filter(this::holds).count();
        return new Near(rule, matches, held);
    }

    private boolean holds(Criterion criterion) {
        return criterion.outcome(payload) instanceof Holds;
    }

    private void count(Near near) {
        if (!near.rule().enabled()) {
            disabled++;
            return;
        }
        enabled++;
        if (near.matches()) {
            matching++;
            matchingStandard += near.rule().isBackstop() ? 0 : 1;
        }
    }

    List<Rule> rules() {
        return nearest.stream().map(Near::rule).toList();
    }

    int enabled() {
        return enabled;
    }

    int disabled() {
        return disabled;
    }

    /** Of the enabled ones, those whose criteria match. */
    int matching() {
        return matching;
    }

    /** Whether backstops have nothing to say, because an enabled standard rule matches. */
    boolean silencesBackstops() {
        return matchingStandard > 0;
    }

    /** What it all comes to, in a sentence. */
    String summary() {
        if (enabled + disabled == 0) {
            return "No rule listens on this trigger.";
        }
        if (enabled == 0) {
            return disabled == 1
                    ? "The only rule on this trigger is disabled."
                    : "All " + disabled + " rules on this trigger are disabled.";
        }
        String rules = enabled == 1
                ? "The enabled rule on this trigger "
                : "Of the " + enabled + " enabled rules on this trigger ";
        if (enabled == 1) {
            return rules + (matching == 1 ? "matches." : "does not match.");
        }
        return rules
                + switch (matching) {
                    case 0 -> "none matches; those that come nearest stand first.";
                    case 1 -> "one matches.";
                    default -> matching + " match.";
                };
    }

    private record Near(Rule rule, boolean matches, int held) {
        int missing() {
            return rule.criteria().size() - held;
        }
    }
}
