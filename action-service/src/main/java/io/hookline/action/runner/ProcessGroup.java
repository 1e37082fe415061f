package io.hookline.action.runner;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A command in a process group of its own that can't outlive this process. Its standard input is nothing, or one line. A leader runs it,
 * passes signals on to the group and kills it when this process is gone, even by {@code kill -9}.
 */
final class ProcessGroup implements AutoCloseable {
    private static final int OUTPUTS = 2;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final long FIRST_PAUSE_MILLIS = 2;
    private static final long LONGEST_PAUSE_MILLIS = 100;

    private final Leaders leaders;
    private final Leader leader;
    private final Output stdout;
    private final Output stderr;
    private final AtomicInteger unopened = new AtomicInteger(OUTPUTS);
    private final CompletableFuture<End> end;
    private final CompletableFuture<@Nullable Void> outputs;
    private boolean isGivenBack;

    private ProcessGroup(
            Leaders leaders, Leader leader, CompletableFuture<End> end, long outputLimit, LiveOutput watched) {
        this.leaders = leaders;
        this.leader = leader;
        this.end = end;
        this.stdout = new Output(outputLimit, new Lines(watched, LiveOutput.Stream.STDOUT));
        this.stderr = new Output(outputLimit, new Lines(watched, LiveOutput.Stream.STDERR));
        this.outputs = CompletableFuture.allOf(
                reading("process-stdout", leader::openStdout, stdout),
                reading("process-stderr", leader::openStderr, stderr));
        outputs.thenRun(() -> look(FIRST_PAUSE_MILLIS));
    }

    /**
     * @param watched told each line while the command runs
     * @throws IOException if it can't be started
     */
    static ProcessGroup start(Leaders leaders, Command command, long outputLimit, LiveOutput watched)
            throws IOException, InterruptedException {
        Leader leader = leaders.take(command);
        try {
            if (command.password() != null) {
                leader.give(command.password());
            }
            return new ProcessGroup(leaders, leader, leader.begin(command), outputLimit, watched);
        } catch (IOException e) {
            leader.close();
            throw e;
        }
    }

    private CompletableFuture<@Nullable Void> reading(String thread, Opening opening, Output output) {
        var read = new CompletableFuture<@Nullable Void>();
        // Not a virtual thread: reading a pipe holds on to its carrier.
        Thread.ofPlatform().daemon().name(thread).start(() -> {
            try (InputStream from = opened(opening)) {
                output.read(from);
            } catch (IOException e) {
                // Nobody waits for the rest.
            } finally {
                output.end();
                read.complete(null);
            }
        });
        return read;
    }

    private InputStream opened(Opening opening) throws IOException {
        try {
            return opening.open();
        } finally {
            if (unopened.decrementAndGet() == 0) {
                leader.opened();
            }
        }
    }

    /** Nobody writes any more, so the command has ended, most probably. */
    private void look(long pause) {
        if (!end.isDone()) {
            try {
                sayWhileMine("look");
                CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS)
                        .execute(() -> look(Math.min(2 * pause, LONGEST_PAUSE_MILLIS)));
            } catch (IOException e) {
                // It is gone, which ends the command.
            }
        }
    }

    /** Ends when the command has ended and nobody can write to its outputs any more. */
    CompletableFuture<End> ended() {
        return end.thenCombine(outputs, (how, read) -> how);
    }

    /** Asks the whole group to end. */
    void terminate() {
        try {
            sayWhileMine("TERM");
        } catch (IOException e) {
            kill(); // the leader is gone, so nobody can be asked
        }
    }

    private synchronized void sayWhileMine(String word) throws IOException {
        if (!isGivenBack) {
            leader.say(word);
        }
    }

    private synchronized void sayLast() throws IOException {
        isGivenBack = true;
        leader.say("end");
    }

    /** @return false if the leader may have somebody else's command by now */
    private synchronized boolean closeWhileMine() {
        if (!isGivenBack) {
            leader.close();
        }
        return !isGivenBack;
    }

    /** Ends the whole group, and what else the command has started as far as it can be found; returns when the leader is gone. */
    void kill() {
        List<ProcessHandle> others;
        try (Stream<ProcessHandle> descendants = leader.descendants()) {
            others = descendants.toList();
        }
        if (!closeWhileMine()) {
            return;
        }
        // First the group at once: a shell that sees its child killed alone would say so in its output.
        if (!isOver(leader.onExit())) {
            leader.destroy();
        }
        others.forEach(ProcessHandle::destroyForcibly);
        isOver(ended());
    }

    /** Waits for it, but not long. */
    private static boolean isOver(CompletableFuture<?> end) {
        try {
            end.get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    Output.Kept stdout() {
        return stdout.kept();
    }

    Output.Kept stderr() {
        return stderr.kept();
    }

    /** Ends what is left of the group. */
    @Override
    public void close() {
        if (!ended().isDone()) {
            leader.close();
            return;
        }
        try {
            sayLast();
            leaders.giveBack(leader);
        } catch (IOException e) {
            leader.close();
        }
    }

    /** How a command ended. */
    sealed interface End permits Exited, Signaled, Overdue {}

    /** By itself. */
    record Exited(int code) implements End {}

    /** By a signal to the command itself, not to one of its children. */
    record Signaled(int signal) implements End {}

    /** Not in time; it was killed. */
    record Overdue() implements End {}

    @FunctionalInterface
    private interface Opening {
        InputStream open() throws IOException;
    }
}
