package org.rolegate.core.routing;

import java.util.concurrent.ThreadLocalRandom;

import org.rolegate.core.config.BalanceKind;
import org.rolegate.core.model.Server;

/**
 * How a frontend spreads its sessions over the servers of its pool. Thread-safe: event loops pick at the same time.
 *
 * <p>A frontend keeps its balance for life, whatever its pool looks like from one pick to the next.
 */
public sealed interface Balance permits RoundRobin, LeastConn, Source, First, RandomTwo {

    /** Returns the server of the next session. */
    Server pick(Candidates from);

    /** Makes a new balance of the kind. */
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
