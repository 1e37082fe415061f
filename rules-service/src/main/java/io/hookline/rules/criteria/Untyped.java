package io.hookline.rules.criteria;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.rules.criteria.Criterion.Outcome.Fails;
import java.util.List;
import java.util.Optional;

/** A criterion without an operator: it never holds, and nobody is told (spec: rules-and-criteria, 6.2). Only within searches and in old rules. */
record Untyped(String key, JsonNode written) implements Criterion {
    @Override
    public Outcome outcome(Payload payload) {
        return new Fails();
    }

    @Override
    public Optional<Clue> clue() {
        return Optional.of(new Clue(List.of(), BreaksOn.NOTHING, new Sought.Anything()));
    }
}
