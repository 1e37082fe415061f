package io.hookline.action.runner;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** A machine that is logged in to. Closing it from another thread ends what runs over it. */
final class SshConnection implements AutoCloseable {
    private static final Map<String, Integer> SIGNALS =
            Map.of("HUP", 1, "INT", 2, "QUIT", 3, "ABRT", 6, "KILL", 9, "SEGV", 11, "PIPE", 13, "ALRM", 14, "TERM", 15);
    private static final int UNKNOWN_SIGNAL = 1;
    private static final Duration FOR_A_SIGNAL = Duration.ofSeconds(5);
    private static final Duration FOR_CLEANING_UP = Duration.ofSeconds(12);

    private final RemoteHost host;
    private final ClientSession session;
    private final @Nullable ClientSession bastion;
    private final CompletableFuture<@Nullable Void> givenUp = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
    private volatile @Nullable RemoteProcess process;

    SshConnection(RemoteHost host, ClientSession session, @Nullable ClientSession bastion) {
        this.host = host;
        this.session = session;
        this.bastion = bastion;
    }

    /**
     * Runs a line that something to perform needs before it.
     *
     * @param input the whole of its standard input
     * @return its exit code, or minus the number of the signal that ended it; empty if it did not end in time
     * @throws IOException if the connection is lost, or the run was given up
     */
    Optional<Integer> prepare(String line, byte[] input, OutputStream stderr, Duration timeout) throws IOException {
        return run(line, input, OutputStream.nullOutputStream(), stderr, timeout, givenUp);
    }

    /** Runs a line that is of use even after the run was given up. Nobody has to know what became of it. */
    void cleanUp(RemoteLine line, Duration timeout) {
        try {
            var unused = run(
                    line.line(),
                    line.input(),
                    OutputStream.nullOutputStream(),
                    OutputStream.nullOutputStream(),
                    timeout,
                    new CompletableFuture<>());
        } catch (IOException e) {
            // The connection is gone, and with it the way to that machine.
        }
    }

    /**
     * @param unwanted ends when nobody waits for it any more
     */
    private Optional<Integer> run(
            String line,
            byte[] input,
            OutputStream stdout,
            OutputStream stderr,
            Duration timeout,
            CompletableFuture<?> unwanted)
            throws IOException {
        try (ChannelExec channel = session.createExecChannel(line, StandardCharsets.UTF_8, null, Map.of())) {
            channel.setIn(new ByteArrayInputStream(input));
            channel.setOut(stdout);
            channel.setErr(stderr);
            var over = new CompletableFuture<@Nullable Void>();
            channel.addCloseFutureListener(any -> over.complete(null));
            OpenFuture opening = channel.open().addListener(opened -> {
                if (!opened.isOpened()) {
                    over.complete(null);
                }
            });
            await(CompletableFuture.anyOf(over, unwanted), timeout);
            if (!over.isDone()) {
                channel.close(true);
                if (unwanted.isDone()) {
                    throw noLongerWanted();
                }
                return Optional.empty();
            }
            if (opening.isDone()) {
                opening.verify();
            }
            return Optional.of(code(channel));
        } catch (IllegalStateException e) { // it was closed from another thread
            throw lost();
        }
    }

    /**
     * Runs what may have to be ended before its time, and is when it has taken too long.
     *
     * @return as {@link #prepare} does
     * @throws IOException as {@link #prepare} does
     */
    Optional<Integer> perform(RemoteLine line, OutputStream stdout, OutputStream stderr, Duration timeout)
            throws IOException {
        var performed = new RemoteProcess(line, stderr);
        process = performed;
        try {
            if (givenUp.isDone()) {
                throw noLongerWanted();
            }
            Optional<Integer> code =
                    run(performed.telling(), line.input(), stdout, performed, timeout, new CompletableFuture<>());
            if (code.isEmpty()) {
                signal("KILL", performed);
            }
            return code;
        } finally {
            performed.end();
        }
    }

    /**
     * Ends what is performed: TERM to its processes, KILL after a while, and the connection is closed if that did not help. What is prepared
     * ends at once. Returns when that is done.
     */
    void end(Stop stop, Duration grace) {
        givenUp.complete(null);
        RemoteProcess performed = process;
        if (performed != null) {
            CompletableFuture<@Nullable Void> ended = performed.ended();
            if (!stop.atOnce().isDone()) {
                signal("TERM", performed);
                await(CompletableFuture.anyOf(ended, stop.atOnce()), grace);
            }
            if (!ended.isDone()) {
                signal("KILL", performed);
                await(ended, FOR_A_SIGNAL);
            }
            if (ended.isDone()) {
                return; // whoever has performed it cleans up, and closes
            }
        } else {
            await(closed, FOR_CLEANING_UP);
        }
        close();
    }

    private void signal(String name, RemoteProcess performed) {
        await(CompletableFuture.anyOf(performed.number(), performed.ended()), FOR_A_SIGNAL);
        Long number = performed.number().getNow(null);
        if (number != null && !performed.ended().isDone()) {
            cleanUp(performed.signal(name, number), FOR_A_SIGNAL);
        }
    }

    private static void await(CompletableFuture<?> future, Duration longest) {
        future.<@Nullable Object>thenApply(any -> null)
                .completeOnTimeout(null, longest.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private int code(ChannelExec channel) throws IOException {
        String signal = channel.getExitSignal();
        if (signal != null) {
            return -SIGNALS.getOrDefault(signal, UNKNOWN_SIGNAL);
        }
        Integer code = channel.getExitStatus();
        if (code == null) {
            throw lost();
        }
        return code;
    }

    private IOException lost() {
        return new IOException("The connection to host " + host + " was lost.");
    }

    private static IOException noLongerWanted() {
        return new IOException(RemoteShell.GIVEN_UP);
    }

    @Override
    public void close() {
        closed.complete(null);
        session.close(true);
        if (bastion != null) {
            bastion.close(true);
        }
    }
}
