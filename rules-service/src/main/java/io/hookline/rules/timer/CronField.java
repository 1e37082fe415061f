package io.hookline.rules.timer;

import java.util.Locale;

/** The fields of a cron timer, coarse ones first: what is left out depends on that order. */
enum CronField {
    YEAR(1970, 9999, true),
    MONTH(1, 12, false),
    DAY(1, 31, false),
    WEEK(1, 53, true),
    DAY_OF_WEEK(0, 6, true),
    HOUR(0, 23, false),
    MINUTE(0, 59, false),
    SECOND(0, 59, false);

    private final int min;
    private final int max;
    private final boolean leftOutIsAny;

    CronField(int min, int max, boolean leftOutIsAny) {
        this.min = min;
        this.max = max;
        this.leftOutIsAny = leftOutIsAny;
    }

    /** As parameters and refusals spell it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    int min() {
        return min;
    }

    int max() {
        return max;
    }

    /** What it admits if it is left out and a coarser one is given. */
    String leftOut() {
        return leftOutIsAny ? "*" : String.valueOf(min);
    }
}
