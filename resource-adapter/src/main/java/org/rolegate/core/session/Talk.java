package org.rolegate.core.session;

/**
 * What is known of the conversation between a client and its server, as far as the session's life depends on it. Every answer
 * is that of a moment; belongs to whoever drives the session.
 */
public interface Talk {

    /** Whether another server could take over now: all is answered, or may be asked again, and the rest can be told. */
    boolean canMove();

    /** Whether another server could take over as soon as this one has answered what it was asked. */
    boolean canMoveOnceAnswered();

    /** Whether the client waits for an answer. */
    boolean requestsOutstanding();

    /** Whether the client waits for nothing, nothing is half-said, and another server could take over. */
    boolean idle();

    /** Whether something is kept that the next server must be asked first. */
    boolean requestsToResend();
}
