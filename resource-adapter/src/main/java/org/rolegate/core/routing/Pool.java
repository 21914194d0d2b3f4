package org.rolegate.core.routing;

import java.util.List;
import java.util.Set;

import org.rolegate.core.model.Server;

/**
 * The servers of one backend at one moment. Immutable.
 *
 * @param ready the servers that take new sessions
 * @param mayStay the ids of the servers whose sessions may stay; all other sessions must leave their server
 * @param paused the ids of the servers to which nothing is forwarded for now; their sessions stay
 * @param worthWaiting whether a client should wait while {@code ready} is empty; false if an operator disabled the
 *     servers
 * @param whyEmpty the error text for clients while {@code ready} is empty
 */
public record Pool(List<Server> ready, Set<String> mayStay, Set<String> paused, boolean worthWaiting, String whyEmpty) {

    public Pool {
        ready = List.copyOf(ready);
        mayStay = Set.copyOf(mayStay);
        paused = Set.copyOf(paused);
    }
}
