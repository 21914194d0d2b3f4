package org.rolegate.core.session;

/**
 * The phase of a session between accept and its end. Each method that returns a phase is a transition; a phase that has no such
 * transition remains.
 *
 * <pre>{@code
 *   CONNECTING              -- onConnected --> OPEN
 *   OPEN                    -- onMoved ------> CONNECTING
 *   OPEN                    -- onClientDone -> CLIENT_DONE
 *   OPEN                    -- onServerDone -> SERVER_DONE
 *   CLIENT_DONE             -- onServerDone -> CLOSED
 *   SERVER_DONE             -- onClientDone -> CLOSED
 *   CONNECTING              -- onClientDone -> CONNECTING_CLIENT_DONE
 *   CONNECTING_CLIENT_DONE  -- onConnected --> CLIENT_DONE
 *   CONNECTING              -- close --------> CLOSED
 *   CONNECTING_CLIENT_DONE  -- close --------> CLOSED
 *   OPEN                    -- close --------> CLOSED
 *   CLIENT_DONE             -- close --------> CLOSED
 *   SERVER_DONE             -- close --------> CLOSED
 * }</pre>
 */
enum SessionPhase {
    /** The session searches or waits for a server, or replays its connection state to one. */
    CONNECTING,
    /** The same, and the client has half-closed; its pending requests are still forwarded. */
    CONNECTING_CLIENT_DONE,
    /** Both sides are connected. */
    OPEN,
    /** The client has half-closed, which was forwarded. */
    CLIENT_DONE,
    /** The server has half-closed, which was forwarded. */
    SERVER_DONE,
    CLOSED;

    /** The server is connected and knows the connection state. */
    SessionPhase onConnected() {
        return switch (this) {
            case CONNECTING -> OPEN;
            case CONNECTING_CLIENT_DONE -> CLIENT_DONE;
            default -> this;
        };
    }

    /** The session left its server, and searches for another one. */
    SessionPhase onMoved() {
        return this == OPEN ? CONNECTING : this;
    }

    /** The client half-closed. */
    SessionPhase onClientDone() {
        return switch (this) {
            case CONNECTING -> CONNECTING_CLIENT_DONE;
            case OPEN -> CLIENT_DONE;
            case SERVER_DONE -> CLOSED;
            default -> this;
        };
    }

    /** The server half-closed. */
    SessionPhase onServerDone() {
        return switch (this) {
            case OPEN -> SERVER_DONE;
            case CLIENT_DONE -> CLOSED;
            default -> this;
        };
    }

    /** Either connection broke, or the session is ended. */
    SessionPhase close() {
        return CLOSED;
    }

    boolean connecting() {
        return this == CONNECTING || this == CONNECTING_CLIENT_DONE;
    }

    /** Returns the ending of a session whose client connection broke in this phase. */
    Ending clientBroke() {
        return connecting() ? Ending.CLIENT_GONE_EARLY : Ending.CLIENT_ABORT;
    }
}
