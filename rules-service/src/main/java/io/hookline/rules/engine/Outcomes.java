package io.hookline.rules.engine;

import io.hookline.rules.criteria.Criterion;
import io.hookline.rules.criteria.Criterion.Outcome;
import io.hookline.rules.criteria.Payload;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What criteria say to one payload. The rules of a trigger have most of theirs in common, as the same object; each is tried once. Not safe
 * for many threads.
 */
final class Outcomes {
    private final Payload payload;
    private final Map<Criterion, Outcome> known = new IdentityHashMap<>();

    Outcomes(Payload payload) {
        this.payload = payload;
    }

    Payload payload() {
        return payload;
    }

    Outcome of(Criterion criterion) {
        Outcome before = known.get(criterion);
        if (before != null) {
            return before;
        }
        Outcome outcome = criterion.outcome(payload);
        known.put(criterion, outcome);
        return outcome;
    }
}
