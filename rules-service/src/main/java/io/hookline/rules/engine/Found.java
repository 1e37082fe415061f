package io.hookline.rules.engine;

import io.hookline.rules.criteria.Payload;
import io.hookline.rules.engine.Answers.Answer;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules that an index proposes for one instance, as it comes upon them, without those of which the criteria that are certain to cost
 * little show that they are silent.
 */
final class Found {
    private final Answers answers;
    private final boolean isEmpty;
    private final List<Candidate> candidates = new ArrayList<>();
    private int tried;

    Found(CriterionNumbers numbers, Payload payload) {
        this.answers = new Answers(numbers, payload);
        this.isEmpty = payload.isEmpty();
    }

    /** How many rules were proposed. */
    int tried() {
        return tried;
    }

    void addTried(int rules) {
        tried += rules;
    }

    Answers answers() {
        return answers;
    }

    /** Adds a rule of which the answer is known but for that of a criterion that breaks, or that is not asked in advance. */
    void add(Indexed rule, long age, boolean matches) {
        // To a payload that is empty nothing matches that asks for anything, whatever its criteria say.
        candidates.add(new Candidate(rule, age, matches && !isEmpty));
    }

    /** Adds a rule unless all that can be asked in advance shows that it is silent. */
    void addUnlessSilent(Indexed rule) {
        Answer first = answers.first(rule.foreseeable, 0, rule.foreseeable.length);
        if (first != Answer.FAILS) {
            add(rule, rule.age, first == Answer.HOLDS && rule.allForeseeable);
        }
    }

    /** Each once, oldest first. */
    List<Candidate> candidates() {
        candidates.sort(Candidate::inOrder);
        List<Candidate> once = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            if (once.isEmpty() || once.getLast().rule() != candidate.rule()) {
                once.add(candidate);
            }
        }
        return once;
    }
}
