package org.rolegate.conversation;

import java.nio.charset.StandardCharsets;

/**
 * What a client hears of an EXEC that its server never got, but DISCARD in its place: in Redis' own words, as far as it has
 * words for it.
 */
enum AbortedExec {
    /** As if a watched key had been touched: the client begins anew, as it must be able to at any time. */
    TOUCHED("*-1", "_"),
    /** Something was refused instead of queued, which counts more. */
    REFUSED("-EXECABORT Transaction discarded because of previous errors."),
    /** The client had given its watch up, but nobody knew that yet when it said EXEC. */
    TOO_EARLY("-EXECABORT Transaction discarded because of: rolegate: the server changed; nothing was executed"),
    /** There was no transaction. */
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
