package org.rolegate.core.event;

import java.util.List;
import java.util.Optional;

import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Role;
import org.rolegate.core.model.Sentinel;
import org.rolegate.core.model.Server;

/** One event of each kind, in the order of {@link TopologyEventHandler}. */
public final class Samples {

    private static final Server SERVER = new Server("redis-2", new Endpoint("10.0.0.2", 6379));
    private static final Sentinel SENTINEL = new Sentinel("sentinel-1", new Endpoint("10.0.0.9", 26379), true);
    private static final Fence FENCE = new Fence(Fence.Kind.ISOLATED, "cut off", 1, 2);

    public static final List<TopologyEvent> ALL = List.of(
            new TopologyEvent.ServerUp(1, SERVER, Role.REPLICA, false),
            new TopologyEvent.ServerDown(2, SERVER, "connection refused", true, false),
            new TopologyEvent.CheckFailed(3, SERVER, "timeout", true),
            new TopologyEvent.RoleChanged(4, SERVER, Role.REPLICA, Role.MASTER, false),
            new TopologyEvent.SentinelUp(5, SENTINEL),
            new TopologyEvent.SentinelDown(6, SENTINEL, "no route"),
            new TopologyEvent.SentinelDoubtsMaster(7, SENTINEL),
            new TopologyEvent.VoteChanged(8, SENTINEL, new Endpoint("10.0.0.1", 6379), SERVER.endpoint(), 3),
            new TopologyEvent.MasterChanged(9, Optional.of("redis-1"), SERVER, "promoted"),
            new TopologyEvent.MasterLost(10, Optional.empty(), "silent"),
            new TopologyEvent.NoMasterYet(11, "all are replicas"),
            new TopologyEvent.RestartedEmpty(12, "less than before"),
            new TopologyEvent.StaleClaimFound(13, SERVER, "redis-1", "it is the older one"),
            new TopologyEvent.FenceBegan(FENCE),
            new TopologyEvent.FenceEnded(15, FENCE),
            new TopologyEvent.FenceConfirmed(FENCE),
            new TopologyEvent.ConfirmedFenceEnded(17, FENCE, 70, Optional.of("redis-1")));

    private Samples() {}
}
