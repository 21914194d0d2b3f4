package org.rolegate.core.session;

/**
 * The drain of a session: whether it awaits the outstanding replies of a server that gets no further request. Each method is a
 * transition; a method throws {@link IllegalTransition} in a state that has no such transition.
 *
 * <pre>{@code
 *   NONE      -- drain --> DRAINING
 *   DRAINING  -- stay  --> NONE
 *   DRAINING  -- leave --> NONE
 * }</pre>
 */
enum DrainState {
    NONE,
    DRAINING;

    /** The server lost its role, and its outstanding replies still count. */
    DrainState drain() {
        if (this != NONE) {
            throw new IllegalTransition(this, "drain");
        }
        return DRAINING;
    }

    /** The server regained its role. */
    DrainState stay() {
        if (this != DRAINING) {
            throw new IllegalTransition(this, "stay");
        }
        return NONE;
    }

    /** The session leaves the server, drained or not. */
    DrainState leave() {
        return NONE;
    }
}
