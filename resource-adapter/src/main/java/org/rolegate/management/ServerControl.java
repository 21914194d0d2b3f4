package org.rolegate.management;

import org.rolegate.core.model.Admin;

/** What an operator can do to the servers of a group. Thread-safe. */
public interface ServerControl {

    /** Sets what is wanted of a server; in effect when the method returns. */
    void admin(String server, Admin wanted);

    /** Cuts the sessions of a server and returns how many. */
    int killSessions(String server);
}
