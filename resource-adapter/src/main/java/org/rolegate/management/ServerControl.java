package org.rolegate.management;

import org.rolegate.core.model.Admin;

/** The operations on the servers of a group. Thread-safe. */
public interface ServerControl {

    /** Sets the state that an operator wants; in effect when the method returns. */
    void admin(String server, Admin wanted);

    /** Closes the sessions of a server and returns their number. */
    int killSessions(String server);
}
