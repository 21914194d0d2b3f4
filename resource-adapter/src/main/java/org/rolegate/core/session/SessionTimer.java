package org.rolegate.core.session;

/** What a session waits for no longer than it may; {@link SessionMachine#onTimer} hears the end of it. */
public enum SessionTimer {
    /** A server, or that the one it has may be spoken to. */
    HOLD,
    /** A place on a server, all of which have as many sessions as they may; never together with {@link #HOLD}. */
    QUEUE,
    /** The check of a server that refused what it was asked. */
    SUSPICION,
    /** The last answers of a server that the session leaves. */
    DRAIN
}
