package io.hookline.expressions.python;

/** A regular expression that can't be read. */
public final class InvalidPattern extends PythonError {
    private static final long serialVersionUID = 1;

    InvalidPattern(String message) {
        super(Kind.VALUE, message);
    }
}
