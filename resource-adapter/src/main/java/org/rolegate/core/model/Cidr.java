package org.rolegate.core.model;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A block of IP addresses: {@code 10.0.0.0/8}, {@code fd00::/8}, or a single address. Immutable.
 *
 * <p>Two blocks are equal if their texts are equal.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4632">RFC 4632</a>
 */
public final class Cidr {

    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");
    /** ::ffff:0:0/96. */
    private static final byte[] IPV4_IN_IPV6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff};

    private final String text;
    private final byte[] network;
    private final int prefix;

    private Cidr(String text, byte[] network, int prefix) {
        this.text = text;
        this.network = network;
        this.prefix = prefix;
    }

    /**
     * Parses a block; no name is resolved.
     *
     * @throws IllegalArgumentException with a message that names the error
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = address(slash < 0 ? text : text.substring(0, slash));
        int bits = address.length * Byte.SIZE;
        int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1), bits);
        if (!Arrays.equals(masked(address, prefix), address)) {
            throw new IllegalArgumentException("'" + text + "' has bits set beyond its prefix of " + prefix);
        }
        rejectIpv4InIpv6(text, address, prefix);
        return new Cidr(text, address, prefix);
    }

    /**
     * Rejects a block of IPv4-mapped addresses, since it would match no client.
     *
     * <p>The address of a client that connects by IPv4 is an IPv4 address, whichever socket accepts it.
     */
    private static void rejectIpv4InIpv6(String text, byte[] address, int prefix) {
        boolean mapped = prefix >= IPV4_IN_IPV6.length * Byte.SIZE
                && Arrays.equals(Arrays.copyOf(address, IPV4_IN_IPV6.length), IPV4_IN_IPV6);
        if (mapped && address.length > IPV4_IN_IPV6.length) {
            StringBuilder ipv4 = new StringBuilder();
            for (int i = IPV4_IN_IPV6.length; i < address.length; i++) {
                ipv4.append(ipv4.isEmpty() ? "" : ".").append(address[i] & 0xff);
            }
            int bits = prefix - IPV4_IN_IPV6.length * Byte.SIZE;
            throw new IllegalArgumentException("'" + text + "' is IPv4 in IPv6, which no client's address is: write "
                    + ipv4 + (text.indexOf('/') < 0 ? "" : "/" + bits));
        }
    }

    private static byte[] address(String text) {
        try {
            return IpText.bytes(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no IP address", e);
        }
    }

    private static int prefix(String text, int most) {
        if (!PREFIX.matcher(text).matches() || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException("the prefix '" + text + "' is no number from 0 to " + most);
        }
        return Integer.parseInt(text);
    }

    private static byte[] masked(byte[] address, int prefix) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int bits = Math.max(0, Math.min(Byte.SIZE, prefix - i * Byte.SIZE));
            masked[i] &= (byte) (0xff << (Byte.SIZE - bits));
        }
        return masked;
    }

    /**
     * Returns whether an address lies in this block; an address of the other family never does.
     *
     * @param address its 4 or 16 bytes
     */
    public boolean contains(byte[] address) {
        return address.length == network.length && Arrays.equals(masked(address, prefix), network);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr block && block.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
