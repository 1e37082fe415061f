package io.hookline.action.runner;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.future.SshFuture;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Connections to other machines by Apache MINA SSHD (decision record: 0023). Nothing of this user's own SSH settings counts, but for the
 * hosts he knows.
 */
@Singleton
final class SshConnections {
    private static final String LOOPBACK = "127.0.0.1";

    private final SshConfig config;
    private @Nullable SshClient client;

    SshConnections(SshConfig config) {
        this.config = config;
    }

    /**
     * Connects and logs in.
     *
     * @param bastion through which the way leads, if at all; whoever logs in there is the same
     * @throws IOException if that is not possible in time, or nobody wants it any more; the message is for people
     */
    SshConnection open(RemoteHost host, Optional<RemoteHost> bastion, SshLogin login, Duration timeout, Stop stop)
            throws IOException {
        var limit = new Limit(timeout.compareTo(config.connectTimeout()) < 0 ? timeout : config.connectTimeout(), stop);
        if (bastion.isEmpty()) {
            return new SshConnection(host, session(host, host.name(), host.port(), login, limit), null);
        }
        ClientSession between =
                session(bastion.get(), bastion.get().name(), bastion.get().port(), login, limit);
        try {
            // Ends with the session.
            var way = between.createLocalPortForwardingTracker(
                    new SshdSocketAddress(LOOPBACK, 0), new SshdSocketAddress(host.name(), host.port()));
            int port = way.getBoundAddress().getPort();
            return new SshConnection(host, session(host, LOOPBACK, port, login, limit), between);
        } catch (IOException e) {
            between.close(true);
            throw e;
        }
    }

    private ClientSession session(RemoteHost meant, String address, int port, SshLogin login, Limit limit)
            throws IOException {
        var asked = new HostKeys.Asked(meant);
        ConnectFuture connecting = client().connect(
                        login.user(), address, port, AttributeRepository.ofKeyValuePair(HostKeys.ASKED, asked), null);
        try {
            limit.await(connecting);
            connecting.verify();
        } catch (IOException e) {
            connecting.addListener(SshConnections::close); // should it come after all
            connecting.cancel();
            throw new IOException("Unable to connect to host " + meant + ": " + reason(e), e);
        }
        ClientSession session = connecting.getClientSession();
        try {
            login.keys().forEach(session::addPublicKeyIdentity);
            if (login.password() != null) {
                session.addPasswordIdentity(login.password());
            }
            AuthFuture loggingIn = session.auth();
            limit.await(loggingIn);
            loggingIn.verify();
            return session;
        } catch (IOException e) {
            session.close(true);
            String refusal = asked.refusal();
            throw new IOException(
                    refusal != null
                            ? refusal
                            : "Unable to log in to host " + meant + " as " + login.user() + ": " + reason(e),
                    e);
        }
    }

    private static void close(ConnectFuture connected) {
        if (connected.isConnected()) {
            connected.getClientSession().close(true);
        }
    }

    private static String reason(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return "there is no address for its name.";
            }
            if (cause instanceof SocketException) { // MINA's own words around it name its classes
                return cause.getMessage() + ".";
            }
        }
        return String.valueOf(failure.getMessage());
    }

    /** How long, and until what, connecting may be waited for. */
    private static final class Limit {
        private final Duration whole;
        private final long deadline;
        private final Stop stop;

        private Limit(Duration whole, Stop stop) {
            this.whole = whole;
            this.deadline = System.nanoTime() + whole.toNanos();
            this.stop = stop;
        }

        private <F extends SshFuture<F>> void await(F future) throws IOException {
            var done = new CompletableFuture<@Nullable Void>();
            future.addListener(any -> done.complete(null));
            CompletableFuture.anyOf(done, stop.asked())
                    .<@Nullable Object>thenApply(any -> null)
                    .completeOnTimeout(null, deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
                    .join();
            if (!future.isDone()) {
                throw new IOException(
                        stop.reason().isPresent()
                                ? RemoteShell.GIVEN_UP
                                : "there was no answer within " + Math.max(1, Math.round(whole.toMillis() / 1000.0))
                                        + " s.");
            }
        }
    }

    private synchronized SshClient client() {
        if (client == null) {
            SshClient fresh = SshClient.setUpDefaultClient();
            if (config.checkHostKeys()) {
                Path file = knownHosts();
                var knownTypes = new KnownKeyTypes(file);
                fresh.addSessionListener(knownTypes);
                fresh.setServerKeyVerifier(new HostKeys(file, knownTypes));
            } else {
                fresh.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
            }
            fresh.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
            fresh.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
            fresh.start();
            client = fresh;
        }
        return client;
    }

    private Path knownHosts() {
        return config.knownHosts().orElseGet(() -> Path.of(System.getProperty("user.home"), ".ssh", "known_hosts"));
    }

    @PreDestroy
    synchronized void stop() {
        if (client != null) {
            client.stop();
        }
    }
}
