package io.hookline.action.runner;

import io.hookline.common.network.Networks;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The addresses that requests of others may be sent to. A host is looked up once and every address it has is checked, in whatever
 * spelling; whoever connects has to connect to the address that was checked, so a name that changes in between reaches nothing else.
 */
@Singleton
public final class OutgoingAddresses {
    private static final Networks NOT_PUBLIC = new Networks(List.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "::/127",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "fc00::/7",
            "fe80::/9",
            "ff00::/8"));

    /** Prefixes behind which an IPv6 address carries an IPv4 one that a gateway may deliver to: NAT64 and 6to4. */
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    private static final byte[] SIX_TO_FOUR = {0x20, 0x02};

    private static final int IPV4_BYTES = 4;

    private final OutgoingConfig.Reach reach;
    private final Networks refused;
    private final Networks allowedNetworks;
    private final Set<String> allowedHosts;

    @Inject
    public OutgoingAddresses(OutgoingConfig config) {
        this.reach = config.reach();
        this.refused = new Networks(config.refusedNetworks());
        List<String> allowed = config.allowed().orElse(List.of());
        this.allowedNetworks = new Networks(
                allowed.stream().filter(OutgoingAddresses::isNetwork).toList());
        this.allowedHosts = allowed.stream()
                .filter(host -> !isNetwork(host))
                .map(OutgoingAddresses::plainName)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isNetwork(String text) {
        return text.matches("[0-9./]+|[0-9a-fA-F]*:[0-9a-fA-F:./]*");
    }

    private static String plainName(String host) {
        String name = host.strip().toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /**
     * Looks a host up.
     *
     * @param host a name or an address, an IPv6 one without its brackets
     * @return the address to connect to
     * @throws UnknownHostException if it has none
     * @throws AddressRefused if one of its addresses may not be reached
     */
    public InetAddress find(String host) throws IOException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (InetAddress address : addresses) {
            if (!mayReach(host, address)) {
                throw new AddressRefused(host);
            }
        }
        return addresses[0];
    }

    /**
     * The same for a host that somebody else will look up and connect to.
     *
     * @throws AddressRefused if one of its addresses may not be reached; if none is known here, unless all may be
     */
    void checkBehindProxy(String host) throws IOException {
        try {
            find(host);
        } catch (UnknownHostException e) {
            if (reach != OutgoingConfig.Reach.ANY && !allowedHosts.contains(plainName(host))) {
                throw new AddressRefused(host);
            }
        }
    }

    private boolean mayReach(String host, InetAddress address) {
        List<InetAddress> all = new ArrayList<>(List.of(address));
        carried(address).ifPresent(all::add);
        return all.stream().noneMatch(refused::contain)
                && switch (reach) {
                    case ANY -> true;
                    case PUBLIC -> isAllowed(host, address) || all.stream().noneMatch(NOT_PUBLIC::contain);
                    case LISTED -> isAllowed(host, address);
                };
    }

    private boolean isAllowed(String host, InetAddress address) {
        return allowedHosts.contains(plainName(host)) || allowedNetworks.contain(address);
    }

    private static Optional<InetAddress> carried(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (startsWith(bytes, NAT64)) {
            return Optional.of(ipv4(bytes, NAT64.length));
        }
        return startsWith(bytes, SIX_TO_FOUR) && bytes.length > IPV4_BYTES
                ? Optional.of(ipv4(bytes, SIX_TO_FOUR.length))
                : Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + IPV4_BYTES));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** A host has an address that requests are not sent to. */
    public static final class AddressRefused extends IOException {
        private static final long serialVersionUID = 1L;

        AddressRefused(String host) {
            super("Host \"" + host + "\" is in a network that requests are not sent to.");
        }
    }
}
