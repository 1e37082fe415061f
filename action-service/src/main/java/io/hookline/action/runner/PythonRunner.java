package io.hookline.action.runner;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Runs a pack's Python class (spec: actions-and-runners, 7); what {@code core} has of them needs no Python. */
@Singleton
final class PythonRunner implements Runner {
    private static final int DEFAULT_TIMEOUT_SECONDS = 600;

    private final CoreActions coreActions;
    private final PythonProcess python;

    PythonRunner(CoreActions coreActions, PythonProcess python) {
        this.coreActions = coreActions;
        this.python = python;
    }

    @Override
    public String name() {
        return "python-script";
    }

    @Override
    public Lane lane() {
        return Lane.PROCESS;
    }

    @Override
    public RunnerResult run(Order order, Stop stop) throws InterruptedException {
        Duration timeout = Duration.ofSeconds(order.runner().path("timeout").asLong(DEFAULT_TIMEOUT_SECONDS));
        try {
            Optional<RunnerResult> own = coreActions.run(order, timeout, stop);
            return own.isPresent() ? own.get() : python.run(order, timeout, stop);
        } catch (IllegalArgumentException | IOException e) {
            return RunnerResult.Failed.because(String.valueOf(e.getMessage()));
        }
    }
}
