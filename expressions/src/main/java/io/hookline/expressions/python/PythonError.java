package io.hookline.expressions.python;

/** An operation that Python refuses. Thrown without a stack trace: it tells of a rule author's fault, not of ours. */
public class PythonError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    /** What went wrong, coarsely. */
    public enum Kind {
        TYPE,
        VALUE,
        LIMIT
    }

    public PythonError(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public static PythonError type(String message) {
        return new PythonError(Kind.TYPE, message);
    }

    public static PythonError value(String message) {
        return new PythonError(Kind.VALUE, message);
    }

    public static PythonError limit(String message) {
        return new PythonError(Kind.LIMIT, message);
    }

    public Kind kind() {
        return kind;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
