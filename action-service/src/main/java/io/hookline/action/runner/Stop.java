package io.hookline.action.runner;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Tells a run that nobody wants it to go on. The first word counts, but for one that allows no delay. */
public final class Stop {
    private final CompletableFuture<Reason> asked = new CompletableFuture<>();
    private final CompletableFuture<Reason> atOnce = new CompletableFuture<>();

    private volatile boolean pauseAsked;

    /** A workflow is to rest as soon as what it has asked for has ended. */
    public void askForPause() {
        pauseAsked = true;
    }

    public boolean isPauseAsked() {
        return pauseAsked;
    }

    public void ask(Reason reason) {
        asked.complete(reason);
        if (reason.isUrgent()) {
            atOnce.complete(reason);
        }
    }

    /** The most pressing of the reasons given. */
    public Optional<Reason> reason() {
        return Optional.ofNullable(atOnce.getNow(asked.getNow(null)));
    }

    /** Ends when anything is asked. */
    public CompletableFuture<Reason> asked() {
        return asked.copy();
    }

    /** Ends when there is no time left for a gentle end. */
    public CompletableFuture<Reason> atOnce() {
        return atOnce.copy();
    }

    /** Why a run is to stop. */
    public enum Reason {
        /** A user canceled it: it may clean up for a while. */
        CANCELED,
        /** The node is going down and has waited long enough. */
        SHUTDOWN,
        /** The worker is taken for dead; somebody else may run the execution by now. */
        LEASE_LOST;

        boolean isUrgent() {
            return switch (this) {
                case CANCELED -> false;
                case SHUTDOWN, LEASE_LOST -> true;
            };
        }
    }
}
