package io.hookline.rules.criteria;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.expressions.path.JsonPath;

/** One value of the payload, one operator, one pattern. */
record Comparison(String key, JsonNode written, JsonPath path, Operator operator, Pattern pattern)
        implements Criterion {
    @Override
    public Outcome outcome(Payload payload) {
        return payload.judged(path, value -> pattern.compare(operator, key, value, payload));
    }
}
