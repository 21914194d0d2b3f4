package org.rolegate.core.routing;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.rolegate.core.config.FreshnessSettings;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.model.Server;
import org.rolegate.core.model.Topology;

/**
 * Which server may take which sessions: an immutable reading of one topology.
 *
 * @param pools one for each role
 */
public record RoutingTable(Map<TargetRole, Pool> pools) {

    public RoutingTable {
        pools = Map.copyOf(pools);
    }

    /** Reads a topology at the given time, in ticker nanoseconds. */
    public static RoutingTable of(Topology topology, FreshnessSettings freshness, long now) {
        return new RoutingTable(Map.of(
                TargetRole.MASTER, MasterPool.of(topology),
                TargetRole.REPLICAS, ReplicaPool.of(topology, freshness, now),
                TargetRole.ANY, AnyPool.of(topology)));
    }

    public Pool pool(TargetRole role) {
        return pools.get(role);
    }

    /** Decides over the next session; the chooser has its say where several servers may take it. */
    public Decision decide(TargetRole role, Chooser chooser) {
        return decide(role, chooser, Set.of());
    }

    /** Decides as if some servers, which the session could not connect to, took none. */
    public Decision decide(TargetRole role, Chooser chooser, Set<String> except) {
        Pool pool = pools.get(role);
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
