package org.rolegate.net;

import java.net.InetAddress;
import java.util.Set;

import org.rolegate.core.routing.Decision;

/** What a frontend asks about its sessions; answered from the newest routing table. Thread-safe. */
public interface Routes {

    /** Decides where a client's session goes, were it not for the given servers, which it could not connect to. */
    Decision decide(Set<String> except, InetAddress client);

    /** Tells whether sessions on this server may go on. */
    boolean mayStay(String server);

    /**
     * Tells whether requests may go to this server at this very moment: false during a fence, and when the election has not
     * been heard of for too long, since this process may have slept.
     */
    boolean mayForward(String server);

    /** Tells whether the replies of this server may be passed on: false after this process may have slept. */
    boolean mayAnswer();

    /** Tells whether this process surely ran just now: false after it may have slept, whatever the servers are. */
    boolean awake();

    /** Takes note that a session had trouble with a server, so that it is checked at once. */
    void suspect(String server);
}
