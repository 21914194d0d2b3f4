package org.rolegate.core.routing;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.rolegate.core.config.FreshnessSettings;
import org.rolegate.core.config.NoReplica;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.model.Admin;
import org.rolegate.core.model.CheckStatus;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Freshness;
import org.rolegate.core.model.Health;
import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Role;
import org.rolegate.core.model.Server;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;
import org.rolegate.core.model.Verdict;

/** A group whose servers, verdict and fences are as a test of the pools wants them; redis-1 is the master. */
final class PoolScene {

    static final Verdict FIRST = new Verdict.Elected("redis-1", -1, "for a test");
    static final Verdict SILENT = new Verdict.NoMaster("silent", Optional.of("redis-1"));
    static final long SETTLED = 2 * Topology.RELINK_NANOS;
    static final long MS = 1_000_000;

    final Map<String, Freshness> freshness = new HashMap<>();
    Optional<Fence> fence = Optional.empty();
    Verdict verdict = FIRST;
    long changes = 1;
    FreshnessSettings limits = limits(NoReplica.NONE, 0);
    long now = SETTLED;

    void fresh(int number, long lagMillis) {
        freshness.put("redis-" + number, new Freshness(lagMillis * MS, lagMillis, true));
    }

    Pool replicas(ServerView... servers) {
        return table(servers).pool(TargetRole.REPLICAS);
    }

    RoutingTable table(ServerView... servers) {
        Arrays.stream(servers)
                .forEach(view -> freshness.putIfAbsent(
                        view.id(),
                        new Freshness(
                                Freshness.UNKNOWN,
                                Freshness.UNKNOWN,
                                view.health().up())));
        Topology topology =
                new Topology("main", verdict, 0, 0, changes, true, List.of(servers), List.of(), fence, freshness);
        return RoutingTable.of(topology, limits, now);
    }

    static FreshnessSettings limits(NoReplica policy, long bytes) {
        return new FreshnessSettings(Duration.ofSeconds(1), bytes, policy);
    }

    static Optional<Fence> fence(Fence.Kind kind) {
        return Optional.of(new Fence(kind, "the reason", 0, 0));
    }

    static Server server(int number) {
        return new Server("redis-" + number, new Endpoint("10.0.0." + number, 6379));
    }

    static ServerView master(int number) {
        return view(number, Health.State.UP, Role.MASTER, Optional.empty(), true, false);
    }

    static ServerView replica(int number, int master) {
        return linked(number, master, true, false);
    }

    static ServerView linked(int number, int master, boolean linkUp, boolean syncing) {
        return view(
                number,
                Health.State.UP,
                Role.REPLICA,
                Optional.of(server(master).endpoint()),
                linkUp,
                syncing);
    }

    static ServerView down(ServerView view) {
        int number = Integer.parseInt(view.id().substring("redis-".length()));
        return view(number, Health.State.DOWN, view.reported().orElseThrow().role(), Optional.empty(), true, false);
    }

    static ServerView view(
            int number, Health.State state, Role role, Optional<Endpoint> of, boolean linkUp, boolean syncing) {
        Server server = server(number);
        return new ServerView(
                server,
                Admin.READY,
                new Health(state, 0),
                Optional.of(new Replication(Replication.Source.INFO, role, "run", "r", "", 1, of, linkUp, syncing, -1)),
                0,
                Optional.of(server.endpoint()),
                CheckStatus.L7OK,
                "a check",
                0,
                0,
                0,
                0,
                0);
    }
}
