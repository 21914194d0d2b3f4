package org.rolegate.core.model;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A host and a port in one canonical spelling, so that equal addresses are equal values. Immutable.
 *
 * <p>Host names are lower case, and IPv6 addresses have their shortest form without brackets. No name is resolved here.
 * The messages of exceptions never repeat the given text, since it may contain a password (redis://:secret@host).
 *
 * @param host a host name, an IPv4 address or an IPv6 address
 * @param port 0 to 65535; 0 only makes sense for listening and means any free port
 */
public record Endpoint(String host, int port) implements Comparable<Endpoint> {

    private static final int MAX_PORT = 65_535;
    private static final int MAX_HOST_LENGTH = 253;
    private static final Pattern PORT = Pattern.compile("0|[1-9][0-9]{0,4}");
    private static final Pattern NAME = Pattern.compile("(?!-)[a-z0-9_-]+(\\.[a-z0-9_-]+)*\\.?");
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
    private static final Comparator<Endpoint> ORDER =
            Comparator.comparing(Endpoint::host).thenComparingInt(Endpoint::port);

    /** Checks both parts and brings the host into its canonical form. */
    public Endpoint {
        host = canonicalHost(host);
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("the port is not between 0 and 65535");
        }
    }

    /**
     * Returns the address written as {@code host:port} or {@code [ipv6]:port}, with a port from 1 to 65535.
     *
     * @throws IllegalArgumentException with a message that names the error
     */
    public static Endpoint parse(String text) {
        return parse(text, 1);
    }

    /**
     * Returns the address to listen on, written as for {@link #parse(String)}; port 0 means any free port.
     *
     * @throws IllegalArgumentException with a message that names the error
     */
    public static Endpoint parseBindable(String text) {
        return parse(text, 0);
    }

    /** Returns whether this stands for every address of the machine. */
    public boolean isWildcard() {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    @Override
    public int compareTo(Endpoint other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }

    private static Endpoint parse(String text, int lowestPort) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the address is empty");
        }
        if (text.chars().anyMatch(c -> c <= ' ')) {
            throw new IllegalArgumentException("the address holds a space or a control character");
        }
        if (text.contains("://")) {
            throw new IllegalArgumentException("the address has a scheme, it must be host:port only");
        }
        int colon = text.startsWith("[") ? afterBrackets(text) : onlyColon(text);
        String host = text.startsWith("[") ? text.substring(1, colon - 1) : text.substring(0, colon);
        return new Endpoint(host, portOf(text.substring(colon + 1), lowestPort));
    }

    private static int afterBrackets(String text) {
        int close = text.indexOf(']');
        if (close < 0) {
            throw new IllegalArgumentException("the closing ] is missing");
        }
        if (text.indexOf(':') > close) {
            throw new IllegalArgumentException("brackets are for IPv6 addresses only");
        }
        if (close + 1 == text.length() || text.charAt(close + 1) != ':') {
            throw new IllegalArgumentException("the port is missing");
        }
        return close + 1;
    }

    private static int onlyColon(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("the port is missing");
        }
        if (colon != text.lastIndexOf(':')) {
            throw new IllegalArgumentException(
                    "there is more than one colon; an IPv6 address must be in brackets, as in [::1]:6379");
        }
        return colon;
    }

    private static int portOf(String text, int lowestPort) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the port is missing");
        }
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("the port is not a number");
        }
        if (!PORT.matcher(text).matches() || Integer.parseInt(text) > MAX_PORT || Integer.parseInt(text) < lowestPort) {
            throw new IllegalArgumentException("the port is not between " + lowestPort + " and " + MAX_PORT);
        }
        return Integer.parseInt(text);
    }

    private static String canonicalHost(String host) {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("the host is missing");
        }
        if (host.length() > MAX_HOST_LENGTH) {
            throw new IllegalArgumentException("the host is longer than " + MAX_HOST_LENGTH + " characters");
        }
        String lower = host.toLowerCase(Locale.ROOT);
        if (lower.indexOf(':') >= 0) {
            return IpText.canonicalIpv6(lower);
        }
        if (DIGITS_AND_DOTS.matcher(lower).matches()) {
            IpText.ipv4(lower);
            return lower;
        }
        if (!NAME.matcher(lower).matches()) {
            throw new IllegalArgumentException(
                    "the host is neither an IP address nor a name of letters, digits, '.', '-' and '_'");
        }
        return lower;
    }
}
