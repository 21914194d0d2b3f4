package org.rolegate.net.session;

import java.net.InetAddress;
import java.util.Set;

import org.rolegate.core.routing.Decision;

/** What a frontend asks about its sessions; answered from the newest routing table. Thread-safe. */
public interface Routes {

    /** Decides where a client's session goes, were it not for the given servers, which it could not connect to. */
    Decision decide(Set<String> except, InetAddress client);

    /** Tells whether sessions on this server may go on. */
    boolean mayStay(String server);

    /** Takes note that a session had trouble with a server, so that it is checked at once. */
    void suspect(String server);
}
