package org.rolegate.core.routing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.rolegate.core.config.TargetRole;
import org.rolegate.core.model.Admin;
import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Role;
import org.rolegate.core.model.Server;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;
import org.rolegate.core.model.Verdict;

/** Which server may take which sessions: an immutable reading of one topology. */
public final class RoutingTable {

    /** How long after a change of master a replica may still be linking up with the new one. */
    static final long RELINK_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Map<TargetRole, Pool> pools = new EnumMap<>(TargetRole.class);

    private RoutingTable() {}

    /** Reads a topology at the given time, in ticker nanoseconds. */
    public static RoutingTable of(Topology topology, long now) {
        RoutingTable table = new RoutingTable();
        table.pools.put(TargetRole.MASTER, master(topology));
        table.pools.put(TargetRole.REPLICAS, replicas(topology, now));
        table.pools.put(TargetRole.ANY, any(topology));
        return table;
    }

    public Pool pool(TargetRole role) {
        return pools.get(role);
    }

    /** Decides over the next session of a frontend, which keeps the balance between its servers. */
    public Decision decide(TargetRole role, Balance balance) {
        return decide(role, balance, Set.of());
    }

    /** Decides as if some servers, which the session could not connect to, took none. */
    public Decision decide(TargetRole role, Balance balance, Set<String> except) {
        Pool pool = pools.get(role);
        if (!except.isEmpty()) {
            List<Server> left = pool.ready().stream()
                    .filter(server -> !except.contains(server.id()))
                    .toList();
            pool = new Pool(left, pool.mayStay(), pool.whyEmpty());
        }
        return pool.ready().isEmpty()
                ? new Decision.Refuse(pool.whyEmpty())
                : new Decision.Route(pool.ready().get(balance.next(pool.ready().size())));
    }

    private static Pool master(Topology topology) {
        Optional<ServerView> master = topology.master();
        if (master.isEmpty()) {
            Set<String> mayStay = topology.verdict() instanceof Verdict.Nobody nobody
                    ? nobody.suspended().map(Set::of).orElse(Set.of())
                    : Set.of();
            return new Pool(
                    List.of(),
                    mayStay,
                    "no master in group " + topology.group() + ": "
                            + topology.verdict().reason());
        }
        ServerView view = master.get();
        boolean open = view.admin() == Admin.READY;
        return new Pool(
                open ? List.of(view.server()) : List.of(),
                Set.of(view.id()),
                "the master of group " + topology.group() + ", " + view.id() + ", is in state "
                        + view.admin().word() + " by an operator");
    }

    private static Pool replicas(Topology topology, long now) {
        List<Server> ready = new ArrayList<>();
        Set<String> mayStay = new LinkedHashSet<>();
        for (ServerView view : topology.servers()) {
            if (view.health().up() && view.role() != Role.UNKNOWN && !fenced(view, topology)) {
                mayStay.add(view.id());
            }
            if (view.admin() == Admin.READY && serves(view, topology, now)) {
                ready.add(view.server());
            }
        }
        return new Pool(ready, mayStay, "no replica of group " + topology.group() + " can serve: " + states(topology));
    }

    /** While the master is away, or has just changed, a link that is down is no reason to let reads die with it. */
    private static boolean serves(ServerView view, Topology topology, long now) {
        if (view.role() != Role.REPLICA) {
            return false;
        }
        Replication said = view.said().orElseThrow();
        if (said.syncing()) {
            return false;
        }
        Optional<ServerView> master = topology.master();
        boolean relinking = master.isEmpty() || now - topology.sinceNanos() < RELINK_NANOS;
        boolean follows = said.master().isEmpty() || master.map(view::follows).orElse(false);
        return relinking || said.linkUp() && follows;
    }

    private static Pool any(Topology topology) {
        List<Server> ready = new ArrayList<>();
        Set<String> mayStay = new LinkedHashSet<>();
        for (ServerView view : topology.servers()) {
            if (view.health().up() && !fenced(view, topology)) {
                mayStay.add(view.id());
                if (view.admin() == Admin.READY) {
                    ready.add(view.server());
                }
            }
        }
        return new Pool(ready, mayStay, "no server of group " + topology.group() + " is up: " + states(topology));
    }

    /** Who says master and is not the master in use may lose whatever is written to it. */
    private static boolean fenced(ServerView view, Topology topology) {
        return view.claimsMaster()
                && topology.verdict().master().filter(view.id()::equals).isEmpty();
    }

    private static String states(Topology topology) {
        List<String> words = new ArrayList<>();
        for (ServerView view : topology.servers()) {
            String state;
            if (view.admin() != Admin.READY) {
                state = "is in state " + view.admin().word();
            } else if (!view.health().up()) {
                state = view.lastCheck();
            } else {
                boolean linked = view.said().map(Replication::linkUp).orElse(false);
                state = "says " + view.role().word()
                        + (view.role() == Role.REPLICA && !linked ? " with its link down" : "");
            }
            words.add(view.id() + " " + state);
        }
        return String.join("; ", words);
    }
}
