package io.hookline.expressions.python;

/** Counts what operations do and make. An implementation that has had enough throws a {@link PythonError} of kind LIMIT. */
public interface Meter {
    /** For values that are bounded by what they were read from. */
    Meter FREE = new Meter() {
        @Override
        public void steps(long count) {}

        @Override
        public void characters(long count) {}

        @Override
        public void items(long count) {}
    };

    void steps(long count);

    void characters(long count);

    void items(long count);
}
