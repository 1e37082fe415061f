package io.hookline.expressions.path;

/** A path that can't be read. */
public final class InvalidPath extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidPath(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
