package io.hookline.action.runner;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** A machine that is logged in to. Closing it from another thread ends what runs over it. */
final class SshConnection implements AutoCloseable {
    private static final Map<String, Integer> SIGNALS =
            Map.of("HUP", 1, "INT", 2, "QUIT", 3, "ABRT", 6, "KILL", 9, "SEGV", 11, "PIPE", 13, "ALRM", 14, "TERM", 15);
    private static final int UNKNOWN_SIGNAL = 1;
    private static final Duration FOR_A_SIGNAL = Duration.ofSeconds(5);

    private final RemoteHost host;
    private final ClientSession session;
    private final @Nullable ClientSession bastion;
    private volatile @Nullable RemoteProcess process;

    SshConnection(RemoteHost host, ClientSession session, @Nullable ClientSession bastion) {
        this.host = host;
        this.session = session;
        this.bastion = bastion;
    }

    /**
     * Runs a line in the shell of whoever is logged in.
     *
     * @param input the whole of its standard input
     * @return its exit code, or minus the number of the signal that ended it; empty if it did not end in time
     * @throws IOException if the connection is lost
     */
    Optional<Integer> run(String line, byte[] input, OutputStream stdout, OutputStream stderr, Duration timeout)
            throws IOException {
        try (ChannelExec channel = session.createExecChannel(line, StandardCharsets.UTF_8, null, Map.of())) {
            channel.setIn(new ByteArrayInputStream(input));
            channel.setOut(stdout);
            channel.setErr(stderr);
            long deadline = System.nanoTime() + timeout.toNanos();
            channel.open().verify(timeout);
            Set<ClientChannelEvent> events = channel.waitFor(
                    EnumSet.of(ClientChannelEvent.CLOSED), Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            if (events.contains(ClientChannelEvent.TIMEOUT)) {
                channel.close(true);
                return Optional.empty();
            }
            return Optional.of(code(channel));
        } catch (IllegalStateException e) { // it was closed from another thread
            throw lost();
        }
    }

    /** The same for what may have to be ended before its time, and is when it has taken too long. */
    Optional<Integer> perform(RemoteLine line, OutputStream stdout, OutputStream stderr, Duration timeout)
            throws IOException {
        var performed = new RemoteProcess(line, stderr);
        process = performed;
        try {
            Optional<Integer> code = run(RemoteProcess.telling(line.line()), line.input(), stdout, performed, timeout);
            if (code.isEmpty()) {
                signal("KILL", performed);
            }
            return code;
        } finally {
            performed.end();
        }
    }

    /**
     * Ends what is performed: TERM to its processes, KILL after a while, and the connection is closed if that did not help. Returns when
     * that is done.
     */
    void end(Stop stop, Duration grace) {
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
        }
        close();
    }

    private void signal(String name, RemoteProcess performed) {
        await(CompletableFuture.anyOf(performed.number(), performed.ended()), FOR_A_SIGNAL);
        Long number = performed.number().getNow(null);
        if (number != null && !performed.ended().isDone()) {
            try {
                RemoteLine line = performed.signal(name, number);
                var unused = run(
                        line.line(),
                        line.input(),
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream(),
                        FOR_A_SIGNAL);
            } catch (IOException e) {
                // The connection is gone, and with it the way to that machine.
            }
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

    @Override
    public void close() {
        session.close(true);
        if (bastion != null) {
            bastion.close(true);
        }
    }
}
