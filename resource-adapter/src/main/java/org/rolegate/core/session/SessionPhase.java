package org.rolegate.core.session;

/**
 * Where a session stands between accept and its ending, as an immutable state machine.
 *
 * <pre>
 *                      client half-closes          server half-closes
 *                  +----------------------&gt; CLIENT_DONE ---------------+
 *   connected      |                                                   v
 *  CONNECTING &lt;-&gt; OPEN  (back: moved)                               CLOSED
 *      |           |                                                   ^
 *      |           +----------------------&gt; SERVER_DONE ---------------+
 *      |               server half-closes          client half-closes  |
 *      +------------ connect fails, client leaves, cut ----------------+
 * </pre>
 *
 * <p>A half-closed direction is passed on as a half-close; the other direction goes on. A client that half-closes while
 * its server is still being connected is remembered in {@link #CONNECTING_CLIENT_DONE}: what it sent is still its due.
 */
public enum SessionPhase {
    CONNECTING,
    CONNECTING_CLIENT_DONE,
    OPEN,
    CLIENT_DONE,
    SERVER_DONE,
    CLOSED;

    /** The server connection stands. */
    public SessionPhase onConnected() {
        return switch (this) {
            case CONNECTING -> OPEN;
            case CONNECTING_CLIENT_DONE -> CLIENT_DONE;
            default -> this;
        };
    }

    /** The server connection was given up, and another one is looked for. */
    public SessionPhase onMoved() {
        return this == OPEN ? CONNECTING : this;
    }

    /** The client sends no more. */
    public SessionPhase onClientDone() {
        return switch (this) {
            case CONNECTING -> CONNECTING_CLIENT_DONE;
            case OPEN -> CLIENT_DONE;
            case SERVER_DONE -> CLOSED;
            default -> this;
        };
    }

    /** The server sends no more. */
    public SessionPhase onServerDone() {
        return switch (this) {
            case OPEN -> SERVER_DONE;
            case CLIENT_DONE -> CLOSED;
            default -> this;
        };
    }

    public boolean connecting() {
        return this == CONNECTING || this == CONNECTING_CLIENT_DONE;
    }

    /** Returns the ending of a session whose client connection broke in this phase. */
    public Ending clientBroke() {
        return connecting() ? Ending.CLIENT_GONE_EARLY : Ending.CLIENT_ABORT;
    }
}
