package io.hookline.common.topic;

/** The process ends while a batch is unfinished: its offsets stay uncommitted, and another node, or the next start, takes it again. */
public final class IntakeStopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    IntakeStopped() {
        super("stopping");
    }
}
