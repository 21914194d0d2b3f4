package org.rolegate.core.model;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The parser and formatter of IP addresses: it reads RFC 4291 and writes RFC 5952.
 *
 * <p>Zones are rejected, and no name is resolved.
 */
final class IpText {

    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final int GROUPS = 8;
    private static final Pattern GROUP = Pattern.compile("[0-9a-f]{1,4}");

    private IpText() {}

    /**
     * Returns the 4 or 16 bytes of an address.
     *
     * @throws IllegalArgumentException if the text is not an IP address
     */
    static byte[] bytes(String text) {
        if (text.indexOf(':') < 0) {
            return ByteBuffer.allocate(Integer.BYTES).putInt(ipv4(text)).array();
        }
        ByteBuffer bytes = ByteBuffer.allocate(GROUPS * Short.BYTES);
        for (int group : ipv6(text.toLowerCase(Locale.ROOT))) {
            bytes.putShort((short) group);
        }
        return bytes.array();
    }

    /** Returns the 32 bits of an IPv4 address. */
    static int ipv4(String text) {
        String[] octets = text.split("\\.", -1);
        int address = 0;
        for (String octet : octets) {
            if (octets.length != 4 || !OCTET.matcher(octet).matches() || Integer.parseInt(octet) > 255) {
                throw new IllegalArgumentException("the host is not a valid IPv4 address");
            }
            address = address << 8 | Integer.parseInt(octet);
        }
        return address;
    }

    /** Returns the shortest spelling of an IPv6 address in lower case. */
    static String canonicalIpv6(String text) {
        return render(ipv6(text));
    }

    private static int[] ipv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            int[] groups = groups(text, true);
            require(groups.length == GROUPS);
            return groups;
        }
        int[] all = new int[GROUPS];
        int[] head = groups(text.substring(0, gap), false);
        int[] tail = groups(text.substring(gap + 2), true);
        require(head.length + tail.length < GROUPS);
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, 0, all, GROUPS - tail.length, tail.length);
        return all;
    }

    /** Parses groups between colons; the last two may be an IPv4 address only at the end of an address. */
    private static int[] groups(String text, boolean atTheEnd) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] parts = text.split(":", -1);
        int[] groups = new int[parts.length + 1];
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            if (atTheEnd && i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
                int address = ipv4(parts[i]);
                groups[count++] = address >>> 16;
                groups[count++] = address & 0xffff;
            } else {
                require(GROUP.matcher(parts[i]).matches());
                groups[count++] = Integer.parseInt(parts[i], 16);
            }
        }
        return Arrays.copyOf(groups, count);
    }

    private static String render(int[] groups) {
        int bestStart = -1;
        int bestLength = 1;
        for (int start = 0; start < GROUPS; start++) {
            int end = start;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - start > bestLength) {
                bestStart = start;
                bestLength = end - start;
            }
        }
        if (bestStart < 0) {
            return join(groups, 0, GROUPS);
        }
        return join(groups, 0, bestStart) + "::" + join(groups, bestStart + bestLength, GROUPS);
    }

    private static String join(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw new IllegalArgumentException("the host is not a valid IPv6 address");
        }
    }
}
