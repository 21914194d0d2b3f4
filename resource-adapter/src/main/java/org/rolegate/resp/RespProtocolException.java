package org.rolegate.resp;

/** Tells that a peer sent what is no Redis reply, or a larger one than allowed; its connection is of no more use. */
public final class RespProtocolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Takes what is wrong in words that repeat nothing of the peer's bytes beyond numbers. */
    public RespProtocolException(String message) {
        super(message);
    }

    static RespProtocolException limit(String what, long found, int limit) {
        return new RespProtocolException(what + ": " + found + ", the limit is " + limit);
    }

    static RespProtocolException malformed(String what) {
        return new RespProtocolException("malformed reply: " + what);
    }
}
