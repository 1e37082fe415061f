package io.hookline.benchmarks;

import java.util.Locale;

/** Two figures of the same kind, measured in the same run, and what was hoped for. */
record Row(String what, Figure ours, Figure beside, String aim) {
    double ratio() {
        return ours.value() / beside.value();
    }

    /** The same row with what was hoped for, and whether it is so. */
    Row withAim(String hope, boolean reached) {
        String more = hope + (reached ? ": yes" : ": NO");
        return new Row(what, ours, beside, aim.isEmpty() ? more : aim + "; " + more);
    }

    /** A number and what it belongs to. */
    record Figure(String of, double value) {
        /** Small numbers with two digits after the point, others whole. */
        @Override
        public String toString() {
            return of + " " + String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
        }
    }
}
