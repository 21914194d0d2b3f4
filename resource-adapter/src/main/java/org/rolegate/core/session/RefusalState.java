package org.rolegate.core.session;

/**
 * The judgement of a session about the refusals (READONLY, LOADING, MASTERDOWN) of its server. Each method is a
 * transition; a method throws {@link IllegalTransition} in a state that has no such transition.
 *
 * <pre>{@code
 *   NONE       -- suspect ------> SUSPECTED
 *   SUSPECTED  -- accept -------> ACCEPTED
 *   SUSPECTED  -- leave --------> NONE
 *   ACCEPTED   -- onOtherReply -> NONE
 *   ACCEPTED   -- leave --------> NONE
 * }</pre>
 */
enum RefusalState {
    /** The last reply was no refusal. */
    NONE,
    /** The server is re-checked; the client does not get the refusal yet, nor the server a request. */
    SUSPECTED,
    /** The re-check found nothing wrong with the server: its refusals are forwarded. */
    ACCEPTED;

    /** The server refused what another server might execute. */
    RefusalState suspect() {
        if (this != NONE) {
            throw new IllegalTransition(this, "suspect");
        }
        return SUSPECTED;
    }

    /** The client gets the refusal. */
    RefusalState accept() {
        if (this != SUSPECTED) {
            throw new IllegalTransition(this, "accept");
        }
        return ACCEPTED;
    }

    /** A reply that is no refusal was forwarded. */
    RefusalState onOtherReply() {
        if (this == SUSPECTED) {
            throw new IllegalTransition(this, "onOtherReply");
        }
        return NONE;
    }

    /** The session leaves the server. */
    RefusalState leave() {
        return NONE;
    }
}
