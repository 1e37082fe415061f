package io.hookline.rules.criteria;

import io.hookline.expressions.python.Meter;
import io.hookline.expressions.python.PythonError;

/**
 * What the regular expressions of all rules together may take for one trigger instance, where they are not answered in linear time. Steps are
 * counted and not time, so that an instance that is judged again is judged alike. Each expression has a smaller budget of its own besides.
 */
final class RegexSteps implements Meter {
    private long left;

    RegexSteps(long most) {
        this.left = most;
    }

    boolean areSpent() {
        return left < 0;
    }

    @Override
    public void steps(long count) {
        left = areSpent() ? left : left - count;
        if (areSpent()) {
            throw PythonError.limit(
                    "the regular expressions of all rules take too many steps on this trigger instance");
        }
    }

    @Override
    public void characters(long count) {}

    @Override
    public void items(long count) {}
}
