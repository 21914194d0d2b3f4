package org.rolegate.core.tracking;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.rolegate.core.config.FreshnessSettings;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Server;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;
import org.rolegate.core.model.Verdict;
import org.rolegate.core.routing.Pool;
import org.rolegate.core.routing.RoutingTable;

/** The invariants that hold whatever happens to a simulated {@link World}. */
final class Promises {

    private static final FreshnessSettings LIMITS = Scene.group(1).freshness();

    /** As old as a tick may be while clients are served. */
    private static final long AWAKE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** A promotion that was announced in time, and for how long its fence must stand. */
    private record Announced(int generation, long until) {}

    private final World world;
    private final Consumer<String> trace;
    private Optional<Announced> announced = Optional.empty();
    private int newestGeneration;
    private String inUse = "";
    private String lastClaim = "";
    private String history = "";
    private Set<String> writable = Set.of();
    private Optional<Fence> writtenFence = Optional.empty();
    private Verdict writtenUnder = new Verdict.NoMaster("");
    private long elections;
    private long acknowledged;

    Promises(World world, Consumer<String> trace) {
        this.world = world;
        this.trace = trace;
    }

    long elections() {
        return elections;
    }

    long acknowledged() {
        return acknowledged;
    }

    /** A promotion was carried out whose announcement had arrived at the given time. */
    void promoted(int generation, Optional<Long> announcedAt, long now) {
        announced = announcedAt
                .filter(at -> now - at > AWAKE_NANOS)
                .map(at -> new Announced(generation, at + SentinelFailovers.FENCE_NANOS));
    }

    void givenUp() {
        announced = Optional.empty();
    }

    void hold(Topology topology) {
        String now = topology.verdict().master().orElse("");
        if (!now.equals(inUse)) {
            trace.accept("verdict: " + topology.verdict());
        }
        must(!topology.verdict().reason().isBlank(), "a verdict without a reason");
        if (topology.verdict() instanceof Verdict.Elected elected) {
            elected(topology, topology.server(elected.server()).orElseThrow());
        }
        inUse = now;
    }

    private void elected(Topology topology, ServerView master) {
        must(master.health().up(), "I10: %s is in use and not up", master.id());
        must(master.claimsMaster(), "I10: %s is in use and does not say master", master.id());
        // What it said may be from before it was promoted again.
        must(
                said(master) >= newestGeneration || isMasterOf(node(master.id()), newestGeneration),
                "I2: %s is in use after a newer one",
                master.id());
        boolean first = elections == 0;
        newestGeneration = Math.max(newestGeneration, said(master));
        Replication reported = master.reported().orElseThrow();
        String claim = master.id() + " " + reported.runId() + " " + reported.previousId();
        if (!claim.equals(lastClaim)) {
            lastClaim = claim;
            elections++;
            // The first election goes by what most Sentinels, or the replicas, say at that moment (rule 10).
            if (!first) {
                nothingNewerInSight(topology, master);
            }
        }
        history = reported.replicationId();
    }

    private void nothingNewerInSight(Topology topology, ServerView master) {
        String written = world.legitimateMaster().replid;
        for (ServerView other : topology.servers()) {
            must(
                    !other.claimsMaster()
                            || !other.reported().orElseThrow().replicationId().equals(written)
                            || !other.reported().orElseThrow().descendsFrom(history)
                            || said(other) <= said(master),
                    "I3: %s was elected while %s, promoted last and from the history in use, says master",
                    master.id(),
                    other.id());
        }
    }

    /** Lets every client write that may, through the sessions it has or a new one. */
    void write(Topology topology, long tickedAt, long now) {
        if (now - tickedAt >= AWAKE_NANOS) {
            return;
        }
        if (!topology.verdict().equals(writtenUnder) || !topology.fence().equals(writtenFence)) {
            writable = writable(topology, now);
            writtenUnder = topology.verdict();
            writtenFence = topology.fence();
        }
        must(writable.size() <= 1, "I1: %s are written to at the same time", writable);
        must(
                topology.fence().isEmpty() && topology.verdict().master().isPresent() || writable.isEmpty(),
                "I10: %s is written to in doubt",
                writable);
        for (String id : writable) {
            Node node = node(id);
            if (node.answers() && node.master()) {
                node.offset += 50;
                acknowledged++;
                must(
                        node.generation >= newestGeneration,
                        "I2: %s acknowledged a write after a newer one was in use",
                        id);
                must(
                        announced
                                .filter(one -> now - one.until() < 0 && node.generation < one.generation())
                                .isEmpty(),
                        "I3: %s acknowledged a write after a promotion that had been announced",
                        id);
            }
        }
    }

    static Set<String> writable(Topology topology, long now) {
        Pool pool = RoutingTable.of(topology, LIMITS, now).pool(TargetRole.MASTER);
        return Stream.concat(pool.ready().stream().map(Server::id), pool.mayStay().stream())
                .filter(id -> !pool.paused().contains(id))
                .collect(Collectors.toSet());
    }

    /** Returns the generation of what it says that it writes or follows. */
    private int said(ServerView server) {
        return world.generations.get(server.reported().orElseThrow().replicationId());
    }

    private static boolean isMasterOf(Node node, int generation) {
        return node.master() && node.generation >= generation;
    }

    private Node node(String id) {
        return world.node(Integer.parseInt(id.substring("redis-".length())));
    }

    static void must(boolean holds, String description, Object... about) {
        if (!holds) {
            throw new AssertionError(String.format(Locale.ROOT, description, about));
        }
    }
}
