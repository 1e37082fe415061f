package io.hookline.rules.engine;

import io.hookline.rules.engine.GuardChoice.Standing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One level of the index over rules: the places of those that can be guarded, in a tree of payload fields, and a list of the others. What
 * it proposes for an instance may be too much, never too little ({@link GuardChoice}). Not safe for many threads: see {@link TriggerRules}.
 */
final class RuleIndex {
    private final IndexShape shape;
    private final Field root;
    private final Place unguided;

    RuleIndex(IndexShape shape) {
        this.shape = shape;
        this.root = new Field(null, "");
        this.unguided = new Place(null, "", shape.unsplit());
    }

    /** How many rules are proposed for every instance. */
    int unguided() {
        return unguided.size();
    }

    void add(Indexed rule) {
        rule.postings = place(rule, Claim.notSilent(), null);
    }

    static void remove(Indexed rule) {
        Place.removeAll(rule.postings);
        rule.postings = null;
    }

    /** Lets a rule stand where it is found whenever the claim is true; returns its standings, linked to those before. */
    @Nullable
    Posting place(Indexed rule, Claim claim, @Nullable Posting before) {
        GuardChoice choice = GuardChoice.among(rule.enabled.rule().criteria());
        List<Standing> standings = choice.best(claim, this::odds);
        if (standings.isEmpty()) {
            return unguided.add(rule, claim, before);
        }
        Posting last = before;
        for (Standing standing : standings) {
            Field field = root.below(standing.guard().field());
            last = field.guards(shape).add(standing.guard(), rule, standing.claim(), last);
            // Nobody stands behind a guard that lets no value pass.
            field.prune();
        }
        return last;
    }

    private long odds(Guard guard) {
        Field field = root.find(guard.field());
        return field == null || field.guards == null ? new Guards(root, shape).odds(guard) : field.guards.odds(guard);
    }

    void propose(@Nullable Object trigger, Found found) {
        proposeUnguided(found);
        root.propose(trigger, trigger, found);
    }

    /** What is found whatever the instance carries. */
    void proposeUnguided(Found found) {
        unguided.propose(null, found);
    }
}
