package org.rolegate.core.model;

/** The result of the last check of a server, with the codes of HAProxy. */
public enum CheckStatus {
    /** No check has finished yet. */
    INI,
    /** The server replied and reported its role. */
    L7OK,
    /** No connection: refused, reset or unreachable. */
    L4CON,
    /** No connection within the check's time-out. */
    L4TOUT,
    /** No reply within the check's time-out. */
    L7TOUT,
    /** A reply that is not valid RESP, or not a reply to the request. */
    L7RSP,
    /** An error reply: wrong password, LOADING, NOPERM and the like. */
    L7STS;

    public boolean ok() {
        return this == L7OK;
    }
}
