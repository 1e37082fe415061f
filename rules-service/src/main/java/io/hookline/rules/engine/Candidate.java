package io.hookline.rules.engine;

/**
 * A rule that may answer.
 *
 * @param age of the rule
 * @param matches true if it is known already that all its criteria hold; false if it has to be judged
 */
record Candidate(Indexed rule, long age, boolean matches) {
    EnabledRule enabled() {
        return rule.enabled;
    }

    /** The older one first. */
    static int inOrder(Candidate one, Candidate other) {
        int byAge = Long.compareUnsigned(one.age, other.age);
        return byAge != 0 ? byAge : one.rule.id().compareTo(other.rule.id());
    }
}
