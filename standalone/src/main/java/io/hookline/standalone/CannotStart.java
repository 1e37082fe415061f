package io.hookline.standalone;

/** Something outside stands in the way of a start. The message is one sentence for the operator: what is wrong, and what helps. */
final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotStart(String sentence) {
        super(sentence);
    }

    CannotStart(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
