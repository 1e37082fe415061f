package io.hookline.rules.engine;

import io.hookline.rules.criteria.BreaksOn;
import io.hookline.rules.criteria.Clue;
import io.hookline.rules.criteria.Criterion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Under which of its criteria does a rule stand in the index, and which breaks must find it too? Pure. What it promises is that no rule
 * is overlooked that the plain evaluation ({@link RuleMatcher}) would match or find broken.
 *
 * <p>For a rule and an instance let criterion i have the outcome T (holds), F (does not) or B (breaks). A rule is <i>silent</i> if its first
 * criterion that is not T is F. All others have to be found: they match (all are T), or they broke at some j (T before it, B at j).
 *
 * <p><b>Lemma 1.</b> If a rule is not silent, then for every k: criterion k is T, or some j up to k is B with nothing but T before it. <i>Proof:</i> look at
 * the first criterion that is not T. If it lies at or before k, it is B, as the rule is not silent, and it is that j. Otherwise it does not exist or lies
 * behind k, so k is T.
 *
 * <p>So a rule may stand under <i>any</i> criterion k, if it is found (a) whenever k holds, and (b) for each j up to k that can break, whenever j
 * breaks while all before it hold. (b) is a claim of its own, and each of its conditions alone is a reason to look: it may stand under
 * what breaks j (told by the kind of the value, {@link BreaksOn}), or under any criterion before j, which then holds. The latter needs no claims in
 * turn, since in (b) nothing before j breaks.
 *
 * <p><b>Lemma 2</b> (within a place). To a place under criterion k come only instances for which k is T, so Lemma 1 is to be used for the others, with k
 * struck out. A claim of a break at j up to the highest criterion chosen so far need not be made again: it was made further up, where that criterion was chosen,
 * and stands beside this place, not within it. To a place of claim (b) come only instances that fulfil the condition it stands under; the others remain
 * to choose from. Induction over the depth.
 *
 * <p>A criterion without a {@link Clue} may break on anything, so no claim can be made for it: nothing at or behind it guides. A rule without any
 * guide is tried for every instance.
 */
final class GuardChoice {
    /** One of so many instances that meet a claim of a break is thought to fulfil all of its conditions. */
    private static final int BREAKS = 8;

    private final List<Clue> clues;

    private GuardChoice(List<Clue> clues) {
        this.clues = clues;
    }

    static GuardChoice among(List<Criterion> criteria) {
        List<Clue> clues = new ArrayList<>();
        for (Criterion criterion : criteria) {
            Optional<Clue> clue = criterion.clue();
            if (clue.isEmpty() || clues.size() == Clue.MOST) {
                break;
            }
            clues.add(clue.get());
        }
        return new GuardChoice(clues);
    }

    /**
     * Where to stand now.
     *
     * @param odds about how many of {@link Table#ALWAYS} instances meet a rule that stands under a guard; the least are best
     * @return every standing of the choice, for all of the claim; empty if there is nothing to choose from
     */
    List<Standing> best(Claim claim, ToLongFunction<Guard> odds) {
        return claim.isBreak() ? bestOfBreak(claim, odds) : bestOfAll(claim, odds);
    }

    private List<Standing> bestOfAll(Claim claim, ToLongFunction<Guard> odds) {
        List<Standing> best = List.of();
        List<Standing> breaks = new ArrayList<>();
        long least = Table.BEYOND;
        long oddsOfBreaks = 0;
        for (int k = 0; k < clues.size(); k++) {
            if (k > claim.highest() && canBreak(k)) {
                Standing standing = bestOfBreak(claim.breaksAt(k), odds).getFirst();
                breaks.add(standing);
                oddsOfBreaks += odds.applyAsLong(standing.guard()) / BREAKS;
            }
            if (isFree(k, claim)) {
                long alone = odds.applyAsLong(guard(k));
                if (alone + oddsOfBreaks < least) {
                    best = new ArrayList<>(breaks);
                    best.add(new Standing(guard(k), claim.given(k)));
                    least = alone + oddsOfBreaks;
                }
            }
        }
        return best;
    }

    private List<Standing> bestOfBreak(Claim claim, ToLongFunction<Guard> odds) {
        List<Standing> best = List.of();
        long least = Table.BEYOND;
        for (int i = 0; i <= claim.breaking(); i++) {
            if (i == claim.breaking() ? !claim.knows(i) : isFree(i, claim)) {
                Guard guard = i == claim.breaking() ? breakGuard(i) : guard(i);
                long alone = odds.applyAsLong(guard);
                if (alone < least) {
                    best = List.of(new Standing(guard, claim.given(i)));
                    least = alone;
                }
            }
        }
        return best;
    }

    private boolean isFree(int criterion, Claim claim) {
        return clues.get(criterion).canGuide() && !claim.knows(criterion);
    }

    private boolean canBreak(int criterion) {
        return clues.get(criterion).breaksOn() != BreaksOn.NOTHING;
    }

    private Guard guard(int criterion) {
        Clue clue = clues.get(criterion);
        return new Guard.Holding(clue.field(), clue.sought());
    }

    private Guard breakGuard(int criterion) {
        Clue clue = clues.get(criterion);
        return new Guard.Breaking(clue.field(), clue.breaksOn());
    }

    /** A place to stand at, and what is claimed there. */
    record Standing(Guard guard, Claim claim) {}
}
