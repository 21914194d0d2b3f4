package org.rolegate.core.routing;

import java.util.concurrent.ThreadLocalRandom;

import org.rolegate.core.config.BalanceKind;
import org.rolegate.core.model.Server;

/**
 * A balancing algorithm: it distributes the sessions of a frontend over the servers of its pool. Thread-safe, since
 * several event loops pick at the same time.
 *
 * <p>A frontend uses one instance for its whole life, even if the pool changes between two picks.
 */
public sealed interface Balance permits RoundRobin, LeastConn, Source, First, RandomTwo {

    /** Returns the server for the next session. */
    Server pick(Candidates from);

    /** Creates a balance of the given kind. */
    static Balance of(BalanceKind kind) {
        return switch (kind) {
            case ROUNDROBIN -> new RoundRobin();
            case LEASTCONN -> new LeastConn();
            case SOURCE -> new Source();
            case FIRST -> new First();
            case RANDOM -> new RandomTwo(ThreadLocalRandom::current);
        };
    }
}
