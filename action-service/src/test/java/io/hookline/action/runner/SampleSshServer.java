package io.hookline.action.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.shell.ProcessShellFactory;

/** A real SSH server in this process, whose shell is this machine's. */
final class SampleSshServer implements AutoCloseable {
    static final String PASSWORD = "pa55 word";
    static final HostKey ECDSA = new HostKey("ecdsa-sha2-nistp256", 256);
    static final HostKey ED25519 = new HostKey("ssh-ed25519", 256);
    static final HostKey RSA = new HostKey("ssh-rsa", 2048);

    private final SshServer server = SshServer.setUpDefaultServer();
    private final Set<PublicKey> authorized = ConcurrentHashMap.newKeySet();

    /**
     * @param first folder that stands in front of the shell's search path; a file {@code profile} in it is read before each command
     */
    SampleSshServer(Path first) throws GeneralSecurityException {
        this(first, ECDSA);
    }

    /**
     * @param keys which the host can show; it prefers none of them
     */
    SampleSshServer(Path first, HostKey... keys) throws GeneralSecurityException {
        List<KeyPair> own = new ArrayList<>();
        for (HostKey key : keys) {
            own.add(key.generated());
        }
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(own));
        server.setPasswordAuthenticator((user, password, session) -> password.equals(PASSWORD));
        server.setPublickeyAuthenticator(
                (user, key, session) -> authorized.stream().anyMatch(other -> KeyUtils.compareKeys(other, key)));
        server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        server.setCommandFactory((channel, command) -> {
            Path profile = first.resolve("profile");
            String line = "PATH=" + first + ":$PATH; [ ! -f " + profile + " ] || . " + profile + "; " + command;
            // As with sshd, each command leads a process group of its own.
            String leading = "exec setsid /bin/sh -c " + ShellWords.quoted(line);
            return new ProcessShellFactory(leading, "/bin/sh", "-c", leading).createShell(channel);
        });
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getPort();
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    void authorize(PublicKey key) {
        authorized.add(key);
    }

    int connections() {
        return server.getActiveSessions().size();
    }

    /** A line for the file of known hosts. */
    String known(String name) throws Exception {
        return line(name, server.getKeyPairProvider().loadKeys(null).iterator().next());
    }

    /** The line for one of several keys. */
    String known(String name, HostKey key) throws Exception {
        return line(name, server.getKeyPairProvider().loadKey(null, key.type()));
    }

    private String line(String name, KeyPair key) {
        return "[" + name + "]:" + port() + " " + PublicKeyEntry.toString(key.getPublic()) + "\n";
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    /** A type of key, and its size in bits. */
    record HostKey(String type, int size) {
        KeyPair generated() throws GeneralSecurityException {
            return KeyUtils.generateKeyPair(type, size);
        }
    }

    /** Settings that know the hosts of a file. */
    static SshConfig config(Path knownHosts, boolean checksHostKeys, boolean allowsPartialFailure) {
        return new SshConfig() {
            @Override
            public String user() {
                return "stanley";
            }

            @Override
            public Optional<Path> keyFile() {
                return Optional.of(knownHosts.resolveSibling("default_key")).filter(Files::exists);
            }

            @Override
            public Optional<Path> knownHosts() {
                return Optional.of(knownHosts);
            }

            @Override
            public boolean checkHostKeys() {
                return checksHostKeys;
            }

            @Override
            public Duration connectTimeout() {
                return Duration.ofSeconds(10);
            }

            @Override
            public int concurrency() {
                return 2;
            }

            @Override
            public boolean allowPartialFailure() {
                return allowsPartialFailure;
            }
        };
    }
}
