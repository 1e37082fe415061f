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
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** A machine that is logged in to. Closing it from another thread ends what runs over it. */
final class SshConnection implements AutoCloseable {
    private static final Map<String, Integer> SIGNALS =
            Map.of("HUP", 1, "INT", 2, "QUIT", 3, "ABRT", 6, "KILL", 9, "SEGV", 11, "PIPE", 13, "ALRM", 14, "TERM", 15);
    private static final int UNKNOWN_SIGNAL = 1;

    private final RemoteHost host;
    private final ClientSession session;
    private final @Nullable ClientSession bastion;

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
