package io.hookline.expressions.template;

/** Ends the reading or rendering of a template; never leaves this package. */
final class TemplateError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    TemplateError(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    static TemplateError syntax(String message, int line) {
        return new TemplateError(Reason.SYNTAX, message + " (line " + line + ")");
    }

    Refused refused() {
        return new Refused(reason, String.valueOf(getMessage()));
    }
}
