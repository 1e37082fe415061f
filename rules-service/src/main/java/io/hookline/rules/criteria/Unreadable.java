package io.hookline.rules.criteria;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.rules.criteria.Criterion.Outcome.Breaks;

/** A criterion that breaks on every payload: its key or its operator is none. */
record Unreadable(String key, JsonNode written, Part part, String reason) implements Criterion {
    @Override
    public Outcome outcome(Payload payload) {
        return new Breaks(part, reason);
    }
}
