package io.hookline.action.runner;

import java.net.SocketAddress;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Accepts a host if the file of known ones has its key, under the name it was asked for; that is another one than the address connected to
 * when the way leads over a bastion. Why a host is not accepted is left with {@link Asked}.
 */
final class HostKeys extends KnownHostsServerKeyVerifier {
    /** Of the context of a connection. */
    static final AttributeKey<Asked> ASKED = new AttributeKey<>();

    private final Path file;
    private final KnownKeyTypes knownTypes;

    HostKeys(Path file, KnownKeyTypes knownTypes) {
        super(RejectAllServerKeyVerifier.INSTANCE, file);
        this.file = file;
        this.knownTypes = knownTypes;
    }

    @Override
    protected Collection<SshdSocketAddress> resolveHostNetworkIdentities(ClientSession session, SocketAddress remote) {
        RemoteHost meant = asked(session).host;
        return List.of(new SshdSocketAddress(meant.name(), meant.port()));
    }

    @Override
    protected boolean acceptUnknownHostKey(ClientSession session, SocketAddress remote, PublicKey key) {
        asked(session)
                .refuse("Host " + asked(session).host + " is not known: its key " + KeyUtils.getFingerPrint(key)
                        + " is not in '" + file + "'.");
        return false;
    }

    @Override
    protected boolean acceptIncompleteHostKeys(
            ClientSession session, SocketAddress remote, PublicKey key, Throwable reason) {
        asked(session).refuse("Known hosts can't be read from '" + file + "': " + reason.getMessage());
        return false;
    }

    @Override
    public boolean acceptModifiedServerKey(
            ClientSession session, SocketAddress remote, KnownHostEntry entry, PublicKey expected, PublicKey actual) {
        RemoteHost meant = asked(session).host;
        Set<String> known = knownTypes.of(meant);
        String shown = KeyUtils.getFingerPrint(actual);
        asked(session)
                .refuse(
                        known.contains(KeyUtils.getKeyType(actual))
                                ? "Host " + meant + " shows another key, " + shown + ", than '" + file
                                        + "' has for it. Somebody may stand in between."
                                : "Host " + meant + " is known by another type of key: it shows "
                                        + KeyUtils.getKeyType(actual) + " " + shown + ", and '" + file + "' has "
                                        + String.join(", ", new TreeSet<>(known)) + " for it.");
        return false;
    }

    static Asked asked(Session session) {
        AttributeRepository context = ((ClientSession) session).getConnectionContext();
        Asked asked = context == null ? null : context.getAttribute(ASKED);
        if (asked == null) {
            throw new IllegalStateException("every connection says which host it is for");
        }
        return asked;
    }

    /** The host that is meant by a connection, and why whoever answered was not accepted for it. */
    static final class Asked {
        private final RemoteHost host;
        private volatile @Nullable String refusal;

        Asked(RemoteHost host) {
            this.host = host;
        }

        RemoteHost host() {
            return host;
        }

        private void refuse(String reason) {
            refusal = reason;
        }

        @Nullable
        String refusal() {
            return refusal;
        }
    }
}
