package org.rolegate.core.routing;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.rolegate.core.config.FreshnessSettings;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.model.Server;
import org.rolegate.core.model.Topology;

/**
 * The pools of all roles, derived from one topology. Immutable.
 *
 * @param pools one pool for each role
 */
public record RoutingTable(Map<TargetRole, Pool> pools) {

    public RoutingTable {
        pools = Map.copyOf(pools);
    }

    /** Derives the table from a topology at the given time, in ticker nanoseconds. */
    public static RoutingTable of(Topology topology, FreshnessSettings freshness, long now) {
        return new RoutingTable(Map.of(
                TargetRole.MASTER, MasterPool.of(topology),
                TargetRole.REPLICAS, ReplicaPool.of(topology, freshness, now),
                TargetRole.ANY, AnyPool.of(topology)));
    }

    public Pool pool(TargetRole role) {
        return Objects.requireNonNull(pools.get(role), "a table has a pool for each role");
    }

    /** Returns the decision for the next session; the chooser picks one of the servers that are ready. */
    public Decision decide(TargetRole role, Chooser chooser) {
        return decide(role, chooser, Set.of());
    }

    /** Returns the decision without the given servers, to which the session could not connect. */
    public Decision decide(TargetRole role, Chooser chooser, Set<String> except) {
        Pool pool = pool(role);
        List<Server> ready = except.isEmpty()
                ? pool.ready()
                : pool.ready().stream()
                        .filter(server -> !except.contains(server.id()))
                        .toList();
        if (!ready.isEmpty()) {
            return new Decision.Route(chooser.choose(ready));
        }
        return pool.worthWaiting() ? new Decision.Wait(pool.whyEmpty()) : new Decision.Refuse(pool.whyEmpty());
    }
}
