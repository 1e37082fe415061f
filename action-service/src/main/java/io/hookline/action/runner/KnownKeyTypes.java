package io.hookline.action.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;

/**
 * Asks a host first for the types of key that it is known by, as OpenSSH does: a host has several keys, and shows the one whose type is
 * named first.
 */
final class KnownKeyTypes implements SessionListener {
    private final Path file;

    KnownKeyTypes(Path file) {
        this.file = file;
    }

    @Override
    public void sessionNegotiationOptionsCreated(Session session, Map<KexProposalOption, String> proposal) {
        Set<String> known = of(HostKeys.asked(session).host());
        proposal.computeIfPresent(KexProposalOption.SERVERKEYS, (option, algorithms) -> knownFirst(algorithms, known));
    }

    /** Empty if the file does not know the host, or can't be read; that is for {@link HostKeys} to tell. */
    Set<String> of(RemoteHost host) {
        try {
            return KnownHostEntry.readKnownHostEntries(file).stream()
                    .filter(entry ->
                            entry.getMarker() == null || entry.getMarker().isEmpty())
                    .filter(entry -> entry.isHostMatch(host.name(), host.port()))
                    .map(entry -> entry.getKeyEntry().getKeyType())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            return Set.of();
        }
    }

    private static String knownFirst(String algorithms, Set<String> known) {
        return Stream.of(algorithms.split(","))
                .sorted(Comparator.comparing(algorithm -> !known.contains(KeyUtils.getCanonicalKeyType(algorithm))))
                .collect(Collectors.joining(","));
    }
}
