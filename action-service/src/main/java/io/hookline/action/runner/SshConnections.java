package io.hookline.action.runner;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
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
     * @throws IOException if that is not possible in time; the message is for people
     */
    SshConnection open(RemoteHost host, Optional<RemoteHost> bastion, SshLogin login, Duration timeout)
            throws IOException {
        Duration limit = timeout.compareTo(config.connectTimeout()) < 0 ? timeout : config.connectTimeout();
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

    private ClientSession session(RemoteHost meant, String address, int port, SshLogin login, Duration limit)
            throws IOException {
        var asked = new HostKeys.Asked(meant);
        ClientSession session;
        try {
            session = client().connect(
                            login.user(),
                            address,
                            port,
                            AttributeRepository.ofKeyValuePair(HostKeys.ASKED, asked),
                            null)
                    .verify(limit)
                    .getClientSession();
        } catch (IOException e) {
            throw new IOException("Unable to connect to host " + meant + ": " + e.getMessage(), e);
        }
        try {
            login.keys().forEach(session::addPublicKeyIdentity);
            if (login.password() != null) {
                session.addPasswordIdentity(login.password());
            }
            session.auth().verify(limit);
            return session;
        } catch (IOException e) {
            session.close(true);
            String refusal = asked.refusal();
            throw new IOException(
                    refusal != null
                            ? refusal
                            : "Unable to log in to host " + meant + " as " + login.user() + ": " + e.getMessage(),
                    e);
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
