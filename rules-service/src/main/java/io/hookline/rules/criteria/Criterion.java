package io.hookline.rules.criteria;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One condition of a rule (spec: rules-and-criteria, 6). Immutable, and equal to another that asks the same. A criterion never throws:
 * what can't be judged breaks.
 */
public sealed interface Criterion permits Comparison, Search, Untyped, Unreadable {
    /** As written, with the part behind {@code #} that only tells two criteria on one field apart. */
    String key();

    /** The JSON it was read from, without its key. */
    JsonNode written();

    Outcome outcome(Payload payload);

    /** What is known of it without trying it; empty if it may break on anything. */
    default Optional<Clue> clue() {
        return Optional.empty();
    }

    /** What trying a criterion gave. */
    sealed interface Outcome {
        record Holds() implements Outcome {
            private static final Outcome HERE = new Holds();
        }

        record Fails() implements Outcome {
            private static final Outcome HERE = new Fails();
        }

        /** It raised: no match, and the rule's author is told by a failed enforcement. */
        record Breaks(Part part, String reason) implements Outcome {}

        static Outcome of(boolean holds) {
            return holds ? Holds.HERE : Fails.HERE;
        }
    }

    /** What of a criterion broke. */
    enum Part {
        KEY,
        PATTERN,
        OPERATOR
    }
}
