package io.hookline.action.runner;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** A list of networks in the spelling {@code address/bits}. Pure. */
final class Networks {
    private final List<Network> networks;

    /**
     * @throws IllegalArgumentException for a text that is no network
     */
    Networks(List<String> networks) {
        this.networks = networks.stream().map(Network::parse).toList();
    }

    boolean contain(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(plain(address.getAddress())));
    }

    /** An IPv4 address that is written as an IPv6 one is the IPv4 address it reaches. */
    private static byte[] plain(byte[] address) {
        boolean mapped = address.length == 16
                && Arrays.equals(address, 0, 10, new byte[10], 0, 10)
                && ((address[10] == -1 && address[11] == -1)
                        || (address[10] == 0 && address[11] == 0 && address[12] != 0));
        return mapped ? Arrays.copyOfRange(address, 12, 16) : address;
    }

    private record Network(byte[] address, int bits) {
        static Network parse(String text) {
            int slash = text.indexOf('/');
            try {
                // A literal only: a name would be looked up.
                String literal = slash < 0 ? text : text.substring(0, slash);
                if (!literal.matches("[0-9a-fA-F:.]+")) {
                    throw new IllegalArgumentException(text + " is not a network");
                }
                InetAddress address = InetAddress.getByName(literal);
                int all = address instanceof Inet4Address ? Integer.SIZE : 4 * Integer.SIZE;
                int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
                return new Network(address.getAddress(), bits);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(text + " is not a network", e);
            }
        }

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % Byte.SIZE);
                if ((address[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
