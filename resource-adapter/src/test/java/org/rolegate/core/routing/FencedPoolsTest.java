package org.rolegate.core.routing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.config.NoReplica;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.model.Admin;
import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.core.routing.PoolScene.SILENT;
import static org.rolegate.core.routing.PoolScene.down;
import static org.rolegate.core.routing.PoolScene.fence;
import static org.rolegate.core.routing.PoolScene.limits;
import static org.rolegate.core.routing.PoolScene.linked;
import static org.rolegate.core.routing.PoolScene.master;
import static org.rolegate.core.routing.PoolScene.replica;
import static org.rolegate.core.routing.PoolScene.server;

/** What a fence, or a silent master, does to the clients of every port. */
class FencedPoolsTest {

    private final PoolScene scene = new PoolScene();

    @ParameterizedTest
    @EnumSource(Fence.Kind.class)
    void holdsTheClientsOfAFencedMasterOnEveryPortAndCutsNone(Fence.Kind kind) {
        // Given
        scene.fence = fence(kind);
        scene.fresh(2, 0);

        // When
        RoutingTable table = scene.table(master(1), replica(2, 1));

        // Then
        Pool masters = table.pool(TargetRole.MASTER);
        assertThat(masters.ready()).isEmpty();
        assertThat(masters.mayStay()).containsExactly("redis-1");
        assertThat(masters.paused()).containsExactly("redis-1");
        assertThat(table.decide(TargetRole.MASTER, ready -> ready.get(0)))
                .isEqualTo(new Decision.Wait("requests to the master of group main are held: the reason"));
        Pool any = table.pool(TargetRole.ANY);
        assertThat(any.paused()).contains("redis-1");
        assertThat(any.mayStay()).containsExactlyInAnyOrder("redis-1", "redis-2");
        assertThat(any.ready()).doesNotContain(server(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fence.Kind.class,
            names = {"ASLEEP"},
            mode = EnumSource.Mode.EXCLUDE)
    void leavesTheReadersOfReplicasAloneUnderAFence(Fence.Kind kind) {
        // Given
        scene.fence = fence(kind);
        scene.fresh(2, 0);

        // When
        RoutingTable table = scene.table(master(1), replica(2, 1));

        // Then
        assertThat(table.pool(TargetRole.REPLICAS).ready()).containsExactly(server(2));
        assertThat(table.pool(TargetRole.REPLICAS).paused()).containsExactly("redis-1");
        assertThat(table.pool(TargetRole.ANY).ready()).containsExactly(server(2));
    }

    @Test
    void sendsNobodyAwayAndNobodyInWhileAsleep() {
        // Given
        scene.fence = fence(Fence.Kind.ASLEEP);
        scene.fresh(2, 0);
        scene.fresh(3, 60_000);
        scene.freshness.put("redis-4", new Freshness(0, 0, false));

        // When
        RoutingTable table =
                scene.table(master(1), replica(2, 1), replica(3, 1), replica(4, 1), linked(5, 1, false, true));

        // Then
        Pool replicas = table.pool(TargetRole.REPLICAS);
        assertThat(replicas.ready()).isEmpty();
        assertThat(replicas.mayStay()).containsExactlyInAnyOrder("redis-1", "redis-2", "redis-3", "redis-4", "redis-5");
        assertThat(replicas.paused()).isEqualTo(replicas.mayStay());
        assertThat(table.decide(TargetRole.REPLICAS, ready -> ready.get(0))).isInstanceOf(Decision.Wait.class);
        Pool any = table.pool(TargetRole.ANY);
        assertThat(any.ready()).isEmpty();
        assertThat(any.paused()).isEqualTo(any.mayStay());
    }

    @Test
    void keepsASuspendedMastersSessionsPausedAndItsReplicasServing() {
        // Given
        scene.verdict = SILENT;
        scene.fresh(2, 0);

        // When
        RoutingTable table = scene.table(down(master(1)), linked(2, 1, false, false));

        // Then
        assertThat(table.pool(TargetRole.MASTER).mayStay()).containsExactly("redis-1");
        assertThat(table.pool(TargetRole.MASTER).paused()).containsExactly("redis-1");
        assertThat(table.decide(TargetRole.MASTER, ready -> ready.get(0))).isInstanceOf(Decision.Wait.class);
        assertThat(table.pool(TargetRole.REPLICAS).ready()).containsExactly(server(2));
    }

    @Test
    void refusesAtOnceWhatOnlyAnOperatorKeepsAway() {
        // Given
        scene.fence = fence(Fence.Kind.FAILOVER);

        // When
        RoutingTable table = scene.table(master(1).with(Admin.MAINT));

        // Then
        assertThat(table.decide(TargetRole.MASTER, ready -> ready.get(0))).isInstanceOf(Decision.Refuse.class);
        assertThat(table.pool(TargetRole.MASTER).paused()).containsExactly("redis-1");
    }

    @ParameterizedTest
    @EnumSource(Fence.Kind.class)
    void sendsNoReaderToAFencedMasterEvenWhenThePolicyIsMaster(Fence.Kind kind) {
        // Given
        scene.limits = limits(NoReplica.MASTER, 0);
        scene.fence = fence(kind);
        scene.fresh(2, 5_000);

        // When
        Pool pool = scene.replicas(master(1), replica(2, 1));

        // Then
        assertThat(pool.ready()).isEmpty();
        assertThat(pool.mayStay()).contains("redis-1");
        assertThat(pool.paused()).contains("redis-1");
    }
}
