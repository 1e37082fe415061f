package io.hookline.rules.engine;

import io.hookline.rules.criteria.Criterion;

/** What the criteria of one rule say to one payload. */
public sealed interface Verdict {
    record Match() implements Verdict {}

    record NoMatch(Criterion failed) implements Verdict {}

    /**
     * No match, and the rule's author has to know.
     *
     * @param reason as a rule enforcement tells it
     */
    record Broken(Criterion failed, String reason) implements Verdict {}
}
