package org.rolegate.net;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * Other protocols that are spoken to a Redis port by mistake or with malice, told by a client's first bytes.
 *
 * <p>A browser that is made to post commands to a Redis port is an old attack; Redis itself hangs up on {@code POST} and
 * {@code Host:}. What a person may type as an inline command is none of these.
 */
enum ForeignProtocol {
    /** A request line. */
    HTTP("HTTP"),
    /** A handshake record of any version: type 22, major version 3. */
    TLS("TLS");

    private static final int LONGEST_LINE = 2048;
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "PATCH", "PRI");
    private static final byte TLS_HANDSHAKE = 22;
    private static final byte TLS_MAJOR = 3;

    private final String word;

    ForeignProtocol(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** Returns the protocol that a client's first bytes belong to, if it is one of these. */
    static Optional<ForeignProtocol> of(ByteBuf first) {
        int start = first.readerIndex();
        if (first.readableBytes() > 1
                && first.getByte(start) == TLS_HANDSHAKE
                && first.getByte(start + 1) == TLS_MAJOR) {
            return Optional.of(TLS);
        }
        byte letter = first.isReadable() ? first.getByte(start) : 0;
        return letter >= 'A' && letter <= 'Z' && isRequestLine(first) ? Optional.of(HTTP) : Optional.empty();
    }

    private static boolean isRequestLine(ByteBuf first) {
        int length = Math.min(first.readableBytes(), LONGEST_LINE);
        String text = new String(ByteBufUtil.getBytes(first, first.readerIndex(), length), StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        return METHODS.stream().anyMatch(method -> line.startsWith(method + " ")) && line.contains(" HTTP/");
    }
}
