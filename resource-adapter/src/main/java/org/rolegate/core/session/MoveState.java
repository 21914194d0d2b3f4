package org.rolegate.core.session;

/**
 * The past of a session: whether it came from another server, and what that server left to be done. Each
 * method is a transition; a method throws {@link IllegalTransition} in a state that has no such transition.
 *
 * <pre>{@code
 *   FIRST_SERVER  -- leave ---------> MOVED
 *   MOVED         -- onServerReady -> RESENDING
 *   RESENDING     -- onServerReady -> MOVED
 *   RESENDING     -- onResent ------> MOVED
 * }</pre>
 */
enum MoveState {
    /** The session has, or awaits, its first server. */
    FIRST_SERVER,
    /** The session has left a server at least once. */
    MOVED,
    /** The same, and the unanswered requests of the former server must be resent before any other request is forwarded. */
    RESENDING;

    /** The session leaves its server; what was to be resent still is. */
    MoveState leave() {
        return this == FIRST_SERVER ? MOVED : this;
    }

    /** The session has a server that is connected and knows the connection state. */
    MoveState onServerReady(boolean requestsToResend) {
        if (this == FIRST_SERVER) {
            if (requestsToResend) {
                throw new IllegalTransition(this, "onServerReady");
            }
            return this;
        }
        return requestsToResend ? RESENDING : MOVED;
    }

    /** The requests were resent. */
    MoveState onResent() {
        if (this != RESENDING) {
            throw new IllegalTransition(this, "onResent");
        }
        return MOVED;
    }
}
