package org.rolegate.core.session;

/** The timers of a session; {@link SessionMachine#onTimer} handles their expiry. */
public enum SessionTimer {
    /** Limits the hold: no server, or a server that may not get requests. */
    HOLD,
    /** Limits the wait for a place while all servers are full; never runs together with {@link #HOLD}. */
    QUEUE,
    /** Limits the re-check of a server that sent a suspected refusal. */
    SUSPICION,
    /** Limits the wait for the outstanding replies of a server that the session leaves. */
    DRAIN
}
