package org.rolegate.core.routing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.rolegate.core.config.FreshnessSettings;
import org.rolegate.core.config.NoReplica;
import org.rolegate.core.model.Admin;
import org.rolegate.core.model.Freshness;
import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Role;
import org.rolegate.core.model.Server;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;
import org.rolegate.core.model.Verdict;

/** The pool of the replicas whose lag, measured by offsets, is within the limits. */
final class ReplicaPool {

    /** The time for which replicas serve while there is no master at all. */
    static final long MASTERLESS_NANOS = TimeUnit.SECONDS.toNanos(60);

    private ReplicaPool() {}

    static Pool of(Topology topology, FreshnessSettings limits, long now) {
        List<Server> ready = new ArrayList<>();
        Set<String> mayStay = new LinkedHashSet<>();
        // Sessions may stay on a promoted replica, since no server has newer data.
        topology.verdict().master().ifPresent(mayStay::add);
        for (ServerView view : topology.servers()) {
            if (!isUsable(view)) {
                continue;
            }
            if (isFresh(view, topology, limits, now)) {
                mayStay.add(view.id());
                if (view.admin() == Admin.READY && linked(view, topology, now) && withinBytes(view, topology, limits)) {
                    ready.add(view.server());
                }
            }
        }
        if (ready.isEmpty()) {
            fallback(topology, limits, ready, mayStay);
        }
        Set<String> paused = new LinkedHashSet<>(MasterPool.paused(topology));
        if (topology.fence().filter(fence -> fence.kind().holdsAll()).isPresent()) {
            // All knowledge of the replicas is old, so no session leaves them and none is added.
            topology.servers().stream()
                    .filter(view -> view.role() == Role.REPLICA)
                    .forEach(view -> mayStay.add(view.id()));
            ready.clear();
            paused.addAll(mayStay);
        } else {
            paused.retainAll(mayStay);
            ready.removeIf(server -> paused.contains(server.id()));
        }
        return new Pool(
                ready,
                mayStay,
                paused,
                anyReady(topology),
                "no replica of group " + topology.group() + " can serve: " + states(topology));
    }

    private static boolean isUsable(ServerView view) {
        return view.role() == Role.REPLICA && !view.reported().orElseThrow().syncing();
    }

    /**
     * Returns whether the data is fresh enough. A server that does not reply may be paused or unreachable, so it is
     * not.
     */
    private static boolean isFresh(ServerView view, Topology topology, FreshnessSettings limits, long now) {
        Freshness freshness = topology.freshness(view.id());
        if (!freshness.responsive() || freshness.foreign()) {
            return false;
        }
        if (topology.master().isEmpty()) {
            return now - topology.sinceNanos() < MASTERLESS_NANOS || topology.changes() == 0;
        }
        if (freshness.lagNanos() == Freshness.UNKNOWN) {
            return isRelinking(topology, now) || view.reported().orElseThrow().linkUp() && follows(view, topology);
        }
        return freshness.lagNanos() <= limits.maxLag().toNanos();
    }

    /**
     * Returns whether the link suffices. While there is no master, or just after a change, it may be down: reads go on.
     */
    private static boolean linked(ServerView view, Topology topology, long now) {
        // A replica of a replica has the offsets of the master, so its lag can be measured, too.
        return isRelinking(topology, now)
                || view.reported().orElseThrow().linkUp()
                        && (follows(view, topology)
                                || topology.freshness(view.id()).lagNanos() != Freshness.UNKNOWN);
    }

    private static boolean isRelinking(Topology topology, long now) {
        return topology.master().isEmpty() || now - topology.sinceNanos() < Topology.RELINK_NANOS;
    }

    private static boolean follows(ServerView view, Topology topology) {
        Replication reported = view.reported().orElseThrow();
        return reported.master().isEmpty()
                || topology.master().map(view::follows).orElse(false);
    }

    private static boolean withinBytes(ServerView view, Topology topology, FreshnessSettings limits) {
        return limits.maxLagBytes() == 0 || topology.freshness(view.id()).lagBytes() <= limits.maxLagBytes();
    }

    private static void fallback(Topology topology, FreshnessSettings limits, List<Server> ready, Set<String> mayStay) {
        if (limits.noReplica() == NoReplica.MASTER) {
            topology.master().ifPresent(master -> {
                mayStay.add(master.id());
                if (master.admin() == Admin.READY) {
                    ready.add(master.server());
                }
            });
        } else if (limits.noReplica() == NoReplica.STALE) {
            topology.servers().stream()
                    .filter(ReplicaPool::isUsable)
                    .filter(view -> topology.freshness(view.id()).responsive())
                    .filter(view -> !topology.freshness(view.id()).foreign())
                    .forEach(view -> {
                        mayStay.add(view.id());
                        if (view.admin() == Admin.READY) {
                            ready.add(view.server());
                        }
                    });
        }
    }

    /** Returns whether at least one server is not disabled by an operator. */
    static boolean anyReady(Topology topology) {
        return topology.servers().stream().anyMatch(view -> view.admin() == Admin.READY);
    }

    static String states(Topology topology) {
        List<String> description = new ArrayList<>();
        for (ServerView view : topology.servers()) {
            description.add(view.id() + " " + state(view, topology));
        }
        return String.join("; ", description);
    }

    private static String state(ServerView view, Topology topology) {
        if (view.admin() != Admin.READY) {
            return "was set to " + view.admin().keyword() + " by an operator";
        }
        if (!view.health().up()) {
            return view.lastCheck();
        }
        Optional<Replication> reported = view.reported();
        if (view.role() != Role.REPLICA) {
            return "reports role " + view.role().keyword();
        }
        if (!topology.freshness(view.id()).responsive()) {
            return "does not reply to its checks";
        }
        if (topology.freshness(view.id()).foreign()) {
            return "has another replication history than the master";
        }
        if (reported.filter(Replication::linkUp).isEmpty()) {
            return "is a replica whose link to its master is down";
        }
        return topology.verdict() instanceof Verdict.Elected
                        && topology.freshness(view.id()).lagBytes() > 0
                ? "is a replica that is " + topology.freshness(view.id()).lagBytes() + " bytes behind the master"
                : "reports role replica";
    }
}
