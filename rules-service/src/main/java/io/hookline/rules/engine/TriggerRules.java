package io.hookline.rules.engine;

import io.hookline.rules.criteria.Payload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * The enabled rules of one trigger, and which of them may answer an instance: those that are left out are silent, whatever the others do.
 * Any thread may change them while others read; a reader sees the old form of a rule or the new one, never both and never none.
 */
final class TriggerRules {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, Indexed> byId = new HashMap<>();
    private final CriterionNumbers numbers = new CriterionNumbers();
    private final RuleIndex standard;
    private final RuleIndex backstop;
    private int backstops;
    private int hidden;

    TriggerRules() {
        this(IndexShape.STANDARD);
    }

    TriggerRules(IndexShape shape) {
        this.standard = new RuleIndex(shape);
        this.backstop = new RuleIndex(shape);
    }

    /** Of those that are always tried. */
    Candidates standardFor(Outcomes outcomes) {
        return candidates(standard, () -> byId.size() - backstops, outcomes);
    }

    /** Of those that are tried if no standard rule matched. */
    Candidates backstopFor(Outcomes outcomes) {
        return candidates(backstop, () -> backstops, outcomes);
    }

    private Candidates candidates(RuleIndex index, Reading<Integer> enabled, Outcomes outcomes) {
        return reading(() -> {
            Found found = new Found(numbers, outcomes.payload());
            propose(index, outcomes.payload(), found);
            List<Candidate> candidates = found.candidates();
            return new Candidates(candidates, found.tried(), enabled.done() - candidates.size());
        });
    }

    private static void propose(RuleIndex index, Payload payload, Found found) {
        if (payload.isEmpty()) {
            // Only rules that ask for nothing answer to it, and they can't be guarded.
            index.proposeUnguided(found);
        } else {
            index.propose(payload.trigger(), found);
        }
    }

    boolean isEmpty() {
        return reading(byId::isEmpty);
    }

    /** How many rules ask for something, and yet have to be tried for every instance. */
    int hidden() {
        return reading(() -> hidden);
    }

    /** Takes the place of the rule with its id, if there is one. */
    void put(EnabledRule enabled) {
        writing(() -> {
            leave(enabled.rule().id());
            Indexed rule = new Indexed(enabled, numbers);
            byId.put(rule.id(), rule);
            (rule.isBackstop() ? backstop : standard).add(rule);
            backstops += rule.isBackstop() ? 1 : 0;
            hidden += rule.hidden ? 1 : 0;
        });
    }

    void remove(String id) {
        writing(() -> leave(id));
    }

    private void leave(String id) {
        @Nullable Indexed old = byId.remove(id);
        if (old != null) {
            RuleIndex.remove(old);
            old.giveBack(numbers);
            backstops -= old.isBackstop() ? 1 : 0;
            hidden -= old.hidden ? 1 : 0;
        }
    }

    private <T> T reading(Reading<T> step) {
        Lock reading = lock.readLock();
        reading.lock();
        try {
            return step.done();
        } finally {
            reading.unlock();
        }
    }

    private void writing(Runnable step) {
        Lock writing = lock.writeLock();
        writing.lock();
        try {
            step.run();
        } finally {
            writing.unlock();
        }
    }

    /** What is done under the lock. */
    private interface Reading<T> {
        T done();
    }

    /**
     * Who may answer.
     *
     * @param rules oldest first: that is also the order in which they are enforced
     * @param tried how many were tried, the silent ones among them
     * @param passedOver how many others there are; each of them is silent
     */
    record Candidates(List<Candidate> rules, int tried, int passedOver) {
        Candidates {
            rules = List.copyOf(rules);
        }
    }
}
