package org.rolegate.net.session;

import java.net.InetAddress;
import java.util.Set;

import org.rolegate.core.routing.Decision;

/** The routing of a frontend's sessions, according to the newest routing table. Thread-safe. */
public interface Routes {

    /**
     * Decides where a client's session goes.
     *
     * @param except the ids of the servers that it could not connect to
     * @param client the client's address
     */
    Decision decide(Set<String> except, InetAddress client);

    /** Tells whether the sessions on this server may stay there. */
    boolean mayStay(String server);

    /** Reports that a session had a problem with a server, so that the server is checked at once. */
    void suspect(String server);
}
