package org.rolegate.resp;

/** The error that a peer sent a malformed or too large Redis reply; its connection must be closed. */
public final class RespProtocolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the reason, which may contain numbers but no other bytes of the peer
     */
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
