package io.hookline.rules.criteria;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.expressions.path.JsonPath;
import java.util.Optional;

/** One value of the payload, one operator, one pattern. */
record Comparison(String key, JsonNode written, JsonPath path, Operator operator, Pattern pattern)
        implements Criterion {
    @Override
    public Outcome outcome(Payload payload) {
        return payload.judged(path, value -> pattern.compare(operator, key, value, payload));
    }

    // A path that is more than names and positions may have to look at too much and break, and nothing but the trigger
    // is known
    // before.
    @Override
    public Optional<Clue> clue() {
        return path.plain()
                .filter(steps -> !steps.isEmpty() && steps.getFirst().equals(Payload.TRIGGER))
                .flatMap(steps -> switch (pattern) {
                    case Pattern.Fixed(var value, var breaksOn, var test)
                    when breaksOn != BreaksOn.UNKNOWN ->
                        Optional.of(new Clue(steps.subList(1, steps.size()), breaksOn, Sought.of(operator, value)));
                    case Pattern.Fixed fixed -> Optional.empty();
                    case Pattern.Templated templated -> Optional.empty();
                });
    }
}
