package org.rolegate.core.routing;

import java.util.List;

import org.rolegate.core.model.Server;

/** The final choice of the server for one session: a balance with its weights, session counts and client address. */
@FunctionalInterface
public interface Chooser {

    /** Returns one of the given servers; they are ready, at least one, and in the order of the configuration. */
    Server choose(List<Server> ready);
}
