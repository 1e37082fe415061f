package io.hookline.rules.engine;

import java.util.ArrayList;
import java.util.List;

/** The rules that an index proposes for one instance, as it comes upon them: in any order, and some of them twice. */
final class Found {
    private final List<Indexed> rules = new ArrayList<>();

    void add(Indexed rule) {
        rules.add(rule);
    }

    int size() {
        return rules.size();
    }

    /** Each once, oldest first, without those of which the criteria that are certain to cost little show that they are silent. */
    List<Candidate> candidates(Outcomes outcomes) {
        List<Candidate> candidates = new ArrayList<>();
        for (Indexed rule : rules) {
            switch (rule.foresight(outcomes)) {
                case SILENT -> {}
                case MATCHES -> candidates.add(new Candidate(rule, true));
                case OPEN -> candidates.add(new Candidate(rule, false));
            }
        }
        candidates.sort(Candidate::inOrder);
        return eachOnce(candidates);
    }

    private static List<Candidate> eachOnce(List<Candidate> ordered) {
        List<Candidate> once = new ArrayList<>(ordered.size());
        for (Candidate candidate : ordered) {
            if (once.isEmpty() || once.getLast().rule() != candidate.rule()) {
                once.add(candidate);
            }
        }
        return once;
    }
}
