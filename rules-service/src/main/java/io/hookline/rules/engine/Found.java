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

    /** Leaves out those of which the criteria that are certain to cost little show that they are silent. */
    void leaveOutSilent(Outcomes outcomes) {
        rules.removeIf(rule -> rule.isSilent(outcomes));
    }

    /** Each once, oldest first. */
    List<EnabledRule> inOrder() {
        rules.sort(Indexed::inOrder);
        List<EnabledRule> ordered = new ArrayList<>(rules.size());
        for (int i = 0; i < rules.size(); i++) {
            if (i == 0 || rules.get(i) != rules.get(i - 1)) {
                ordered.add(rules.get(i).enabled);
            }
        }
        return ordered;
    }
}
