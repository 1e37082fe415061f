package io.hookline.expressions.python;

/** A shell wildcard over a whole text: {@code *}, {@code ?}, {@code [a-z]}, {@code [!a]}. Immutable. */
public final class Wildcard {
    private Wildcard() {}

    /**
     * @throws InvalidPattern if it is too long
     */
    public static Wildcard read(String source) {
        throw new UnsupportedOperationException();
    }

    public boolean matches(String text) {
        throw new UnsupportedOperationException();
    }
}
