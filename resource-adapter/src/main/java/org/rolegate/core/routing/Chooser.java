package org.rolegate.core.routing;

import java.util.List;

import org.rolegate.core.model.Server;

/** Who has the last word on a session's server: a balance and what it knows of the servers and of the client. */
@FunctionalInterface
public interface Chooser {

    /** Returns one of the servers given, which are ready, at least one, and in the order of the configuration. */
    Server choose(List<Server> ready);
}
