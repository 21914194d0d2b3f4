package org.rolegate.core.routing;

/** The right to forward, as a session asks for it directly before it writes. Thread-safe; never blocks or allocates. */
public interface Lease {

    /** Tells whether requests may be written to this server now. */
    boolean permits(String server);

    /** Tells whether replies, whichever server sent them, may be passed on to a client now. */
    boolean permitsReplies();

    /** Tells whether the lease is in force, whatever server is meant: it was renewed in time and is not suspended. */
    boolean valid();
}
