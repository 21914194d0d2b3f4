package org.rolegate.core.routing;

/** The right to forward, checked by a session directly before each write. Thread-safe; never blocks or allocates. */
public interface Lease {

    /** Returns whether requests may be written to this server now. */
    boolean permits(String server);

    /** Returns whether replies of any server may be forwarded to a client now. */
    boolean permitsReplies();

    /** Returns whether the lease is valid for any server: it was renewed in time and is not suspended. */
    boolean valid();
}
