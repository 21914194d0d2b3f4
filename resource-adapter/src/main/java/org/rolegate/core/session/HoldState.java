package org.rolegate.core.session;

/**
 * How a session is held. Each method is a transition; a method throws {@link IllegalTransition} in a state that has no such
 * transition.
 *
 * <pre>{@code
 *   NOT_HELD       -- enterQueue -> QUEUED
 *   QUEUED         -- onTurn -----> NOT_HELD
 *   QUEUED         -- leaveQueue -> NOT_HELD
 *   NOT_HELD       -- park -------> PARKED
 *   PARKED         -- unpark -----> NOT_HELD
 *   PARKED         -- enterQueue -> QUEUED_PARKED
 *   QUEUED_PARKED  -- onTurn -----> PARKED
 *   QUEUED_PARKED  -- leaveQueue -> PARKED
 *   QUEUED_PARKED  -- unpark -----> QUEUED
 * }</pre>
 */
enum HoldState {
    NOT_HELD,
    /** Held without a server. */
    QUEUED,
    /** Held with a server, or still parked since the session left one. */
    PARKED,
    /** Held without a server, and still parked since the session left one. */
    QUEUED_PARKED;

    boolean queued() {
        return this == QUEUED || this == QUEUED_PARKED;
    }

    boolean parked() {
        return this == PARKED || this == QUEUED_PARKED;
    }

    /** The session enters the queue. */
    HoldState enterQueue() {
        if (queued()) {
            throw new IllegalTransition(this, "enterQueue");
        }
        return this == PARKED ? QUEUED_PARKED : QUEUED;
    }

    /** The turn of the session may have come when it has left the queue already. */
    HoldState onTurn() {
        return queued() ? withoutQueue() : this;
    }

    /** The session leaves the queue before its turn. */
    HoldState leaveQueue() {
        if (!queued()) {
            throw new IllegalTransition(this, "leaveQueue");
        }
        return withoutQueue();
    }

    private HoldState withoutQueue() {
        return this == QUEUED_PARKED ? PARKED : NOT_HELD;
    }

    /** The session is parked, or remains so. */
    HoldState park() {
        if (queued()) {
            throw new IllegalTransition(this, "park");
        }
        return PARKED;
    }

    /** The session is no longer parked. */
    HoldState unpark() {
        if (!parked()) {
            throw new IllegalTransition(this, "unpark");
        }
        return this == QUEUED_PARKED ? QUEUED : NOT_HELD;
    }
}
