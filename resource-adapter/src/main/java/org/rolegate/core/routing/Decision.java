package org.rolegate.core.routing;

import org.rolegate.core.model.Server;

/** What becomes of a client that has just arrived. */
public sealed interface Decision {

    /** The session goes to this server. */
    record Route(Server server) implements Decision {}

    /** No server may take it for now; it is held until one may, and told why if that takes too long. */
    record Wait(String reason) implements Decision {}

    /** No server may take it; the client is told why. */
    record Refuse(String reason) implements Decision {}
}
