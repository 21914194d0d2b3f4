package org.rolegate.core.routing;

import java.util.List;
import java.util.Set;

import org.rolegate.core.model.Server;

/**
 * The servers of one backend at one moment.
 *
 * @param ready those that take new sessions
 * @param mayStay ids of those whose sessions may go on; every other session is cut
 * @param paused ids of those to which nothing is forwarded for now, their sessions being kept
 * @param worthWaiting whether a client should wait while {@code ready} is empty; it should not for an operator's will
 * @param whyEmpty what a client is told while {@code ready} is empty
 */
public record Pool(List<Server> ready, Set<String> mayStay, Set<String> paused, boolean worthWaiting, String whyEmpty) {

    public Pool {
        ready = List.copyOf(ready);
        mayStay = Set.copyOf(mayStay);
        paused = Set.copyOf(paused);
    }
}
