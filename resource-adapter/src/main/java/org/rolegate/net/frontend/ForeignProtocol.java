package org.rolegate.net.frontend;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * The other protocols that a client may use on a Redis port, by mistake or as an attack; recognized by its first bytes.
 *
 * <p>An old attack makes a browser post commands to a Redis port. Redis itself closes a connection on {@code POST} and
 * {@code Host:}. Text that a person may type as an inline command belongs to none of these protocols.
 */
enum ForeignProtocol {
    /** A request line. */
    HTTP("HTTP"),
    /** A handshake record of any version: type 22, major version 3. */
    TLS("TLS"),
    /** The identification string of RFC 4253. */
    SSH("SSH"),
    /** The header that a load balancer sends first if it is configured to: version 1 or 2. */
    PROXY("the PROXY protocol"),
    /** Begins with a byte that cannot be typed and that no command begins with. */
    BINARY("a binary protocol");

    private static final int LONGEST_LINE = 2048;
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "PATCH", "PRI");
    private static final String SSH_GREETING = "SSH-";
    private static final List<String> PROXY_GREETINGS = List.of("PROXY TCP", "PROXY UNKNOWN", "\r\n\r\n\0");
    private static final byte TLS_HANDSHAKE = 22;
    private static final byte TLS_MAJOR = 3;
    private static final byte DELETE = 127;

    private final String label;

    ForeignProtocol(String label) {
        this.label = label;
    }

    /** Returns the protocol's name as the log shows it. */
    String label() {
        return label;
    }

    /** Returns the protocol that a client's first bytes belong to; empty if it is none of these. */
    static Optional<ForeignProtocol> of(ByteBuf first) {
        int start = first.readerIndex();
        if (first.readableBytes() > 1
                && first.getByte(start) == TLS_HANDSHAKE
                && first.getByte(start + 1) == TLS_MAJOR) {
            return Optional.of(TLS);
        }
        if (!first.isReadable() || first.getByte(start) == '*') {
            return Optional.empty();
        }
        if (begins(first, SSH_GREETING)) {
            return Optional.of(SSH);
        }
        if (PROXY_GREETINGS.stream().anyMatch(greeting -> begins(first, greeting))) {
            return Optional.of(PROXY);
        }
        byte letter = first.getByte(start);
        if (!isText(letter)) {
            return Optional.of(BINARY);
        }
        return letter >= 'A' && letter <= 'Z' && isRequestLine(first) ? Optional.of(HTTP) : Optional.empty();
    }

    private static boolean begins(ByteBuf first, String greeting) {
        int length = greeting.length();
        return first.readableBytes() >= length
                && ByteBufUtil.equals(
                        first,
                        first.readerIndex(),
                        Unpooled.wrappedBuffer(greeting.getBytes(StandardCharsets.US_ASCII)),
                        0,
                        length);
    }

    /** Tells whether a person can type this byte, blanks and line ends included. */
    private static boolean isText(byte one) {
        return one >= ' ' && one < DELETE || one == '\t' || one == '\r' || one == '\n';
    }

    private static boolean isRequestLine(ByteBuf first) {
        int length = Math.min(first.readableBytes(), LONGEST_LINE);
        String text = new String(ByteBufUtil.getBytes(first, first.readerIndex(), length), StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        return METHODS.stream().anyMatch(method -> line.startsWith(method + " ")) && line.contains(" HTTP/");
    }
}
