package org.rolegate.conversation;

import java.nio.charset.StandardCharsets;

/**
 * The reply to an EXEC that the server never got, since DISCARD was sent in its place. The text is that of Redis wherever Redis
 * has such a reply.
 */
enum AbortedExec {
    /** The reply to a changed watched key: the client starts again, which it must always be able to do. */
    TOUCHED("*-1", "_"),
    /** A command was refused instead of queued; this has precedence. */
    REFUSED("-EXECABORT Transaction discarded because of previous errors."),
    /** The client had ended its watch, but the server had not confirmed that when EXEC was sent. */
    TOO_EARLY("-EXECABORT Transaction discarded because of: rolegate: the server changed; nothing was executed"),
    /** No transaction was open. */
    NOT_BEGUN("-ERR EXEC without MULTI");

    private final byte[] resp2;
    private final byte[] resp3;

    AbortedExec(String line) {
        this(line, line);
    }

    AbortedExec(String resp2, String resp3) {
        this.resp2 = bytes(resp2);
        this.resp3 = bytes(resp3);
    }

    private static byte[] bytes(String line) {
        return (line + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    byte[] reply(boolean inResp3) {
        return (inResp3 ? resp3 : resp2).clone();
    }
}
