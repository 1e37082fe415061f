package io.hookline.common.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** A list of networks in the spelling {@code address/bits}. Pure. */
public final class Networks {
    /** A name would be looked up; what holds a colon never is. */
    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*");

    private final List<Network> networks;

    /**
     * @throws IllegalArgumentException for a text that is no network
     */
    public Networks(List<String> networks) {
        this.networks = networks.stream().map(Network::parse).toList();
    }

    public boolean contain(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(plain(address.getAddress())));
    }

    /**
     * @param literal digits, never a name; anything else is in no network
     */
    public boolean containLiteral(String literal) {
        try {
            return isLiteral(literal) && contain(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isLiteral(String text) {
        return LITERAL.matcher(text).matches();
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
                String literal = slash < 0 ? text : text.substring(0, slash);
                if (!isLiteral(literal)) {
                    throw new IllegalArgumentException(text + " is not a network");
                }
                InetAddress address = InetAddress.getByName(literal);
                int all = address instanceof Inet4Address ? Integer.SIZE : 4 * Integer.SIZE;
                int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
                if (bits < 0 || bits > all) {
                    throw new IllegalArgumentException(text + " is not a network");
                }
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
