package org.rolegate.core.routing;

import org.rolegate.core.model.Server;

/** The routing decision for one session. Immutable. */
public sealed interface Decision {

    /** The decision to connect the session to this server. */
    record Route(Server server) implements Decision {}

    /**
     * The decision to hold the client, since no server takes the session for now. If the wait lasts too long, the
     * client gets an error with the reason.
     *
     * @param reason the text for the client
     * @param full true if the only cause is that the servers have reached their session limits
     */
    record Wait(String reason, boolean full) implements Decision {

        /** Creates a decision to wait that has another cause than session limits. */
        public Wait(String reason) {
            this(reason, false);
        }
    }

    /** The decision to close the session with an error that contains the reason. */
    record Refuse(String reason) implements Decision {}
}
