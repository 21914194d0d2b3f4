package org.rolegate.core.session;

/**
 * The continuity of a session: whether another server could take over its conversation. Each method returns what is true at
 * the moment of the call. Confined to the thread that drives the session.
 */
public interface SessionContinuity {

    /** Returns whether another server could take over now: all requests are answered or may be resent, none is cut off. */
    boolean canMove();

    /** Returns whether another server could take over once all outstanding requests are answered. */
    boolean canMoveOnceAnswered();

    /** Returns whether requests are outstanding. */
    boolean requestsOutstanding();

    /** Returns whether nothing is outstanding or cut off, and another server could take over. */
    boolean idle();

    /** Returns whether unanswered requests are kept that the next server must get first. */
    boolean requestsToResend();
}
