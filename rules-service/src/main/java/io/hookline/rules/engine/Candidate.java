package io.hookline.rules.engine;

/**
 * A rule that may answer.
 *
 * @param matches true if it is known already that all its criteria hold; false if it has to be judged
 */
record Candidate(Indexed rule, boolean matches) {
    EnabledRule enabled() {
        return rule.enabled;
    }

    /** The older one first. */
    static int inOrder(Candidate one, Candidate other) {
        return Indexed.inOrder(one.rule, other.rule);
    }
}
