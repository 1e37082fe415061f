package io.hookline.action.runner;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs processes on this machine, each to its end, to its timeout, or until it is told to stop. */
@Singleton
final class LocalProcesses {
    private final RunnerConfig config;
    private final Leaders leaders;

    @Inject
    LocalProcesses(RunnerConfig config) {
        this(config, new Leaders());
    }

    LocalProcesses(RunnerConfig config, Leaders leaders) {
        this.config = config;
        this.leaders = leaders;
    }

    /**
     * @throws IOException if it can't be started
     */
    Ran run(Command command, Duration timeout, LiveOutput watched, Stop stop) throws IOException, InterruptedException {
        Path directory = command.directory();
        if (directory != null && !Files.isDirectory(directory)) {
            throw new IOException("[Errno 2] No such file or directory: '" + directory + "'");
        }
        try (var group =
                ProcessGroup.start(leaders, command, config.outputLimit().asLongValue(), watched)) {
            return new Ran(await(group, timeout, stop), group.stdout(), group.stderr());
        }
    }

    @PreDestroy
    void sendHome() {
        leaders.close();
    }

    private ProcessGroup.End await(ProcessGroup group, Duration timeout, Stop stop) throws InterruptedException {
        CompletableFuture<ProcessGroup.End> ended = group.ended();
        if (within(CompletableFuture.anyOf(ended, stop.asked()), timeout)) {
            if (ended.isDone()) {
                return ended.join();
            }
            end(group, ended, stop);
        } else {
            group.kill();
        }
        return new ProcessGroup.Overdue();
    }

    /** TERM, and KILL after a while; at once if there is no while. */
    private void end(ProcessGroup group, CompletableFuture<ProcessGroup.End> ended, Stop stop)
            throws InterruptedException {
        if (!stop.atOnce().isDone()) {
            group.terminate();
            within(CompletableFuture.anyOf(ended, stop.atOnce()), config.cancelGrace());
        }
        group.kill();
    }

    private static boolean within(CompletableFuture<?> future, Duration time) throws InterruptedException {
        try {
            future.get(time.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How a process ended, and what it printed. */
    record Ran(ProcessGroup.End end, Output.Kept stdout, Output.Kept stderr) {}
}
