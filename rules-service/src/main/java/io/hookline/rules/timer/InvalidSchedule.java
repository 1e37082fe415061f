package io.hookline.rules.timer;

/** The parameters of a timer say nothing that could be a schedule; the message tells the author of the rule why. */
final class InvalidSchedule extends Exception {
    private static final long serialVersionUID = 1;

    InvalidSchedule(String message) {
        super(message);
    }
}
