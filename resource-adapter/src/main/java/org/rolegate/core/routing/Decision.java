package org.rolegate.core.routing;

import org.rolegate.core.model.Server;

/** What becomes of a client that has just arrived. */
public sealed interface Decision {

    /** The session goes to this server. */
    record Route(Server server) implements Decision {}

    /**
     * No server may take it for now; it is held until one may, and told why if that takes too long.
     *
     * @param reason what the client is told
     * @param full whether servers have as many sessions as they may, and nothing else is wrong
     */
    record Wait(String reason, boolean full) implements Decision {

        /** Something is wrong with the servers. */
        public Wait(String reason) {
            this(reason, false);
        }
    }

    /** No server may take it; the client is told why. */
    record Refuse(String reason) implements Decision {}
}
