package org.rolegate.core.model;

/** How the last check of a server ended, in HAProxy's codes. */
public enum CheckStatus {
    /** No check has finished yet. */
    INI,
    /** The server answered and said its role. */
    L7OK,
    /** No connection: refused, reset or unreachable. */
    L4CON,
    /** No connection within the check's time-out. */
    L4TOUT,
    /** No reply within the check's time-out. */
    L7TOUT,
    /** A reply that is not valid RESP, or not the one asked for. */
    L7RSP,
    /** An error reply: wrong password, LOADING, NOPERM and the like. */
    L7STS;

    public boolean ok() {
        return this == L7OK;
    }
}
