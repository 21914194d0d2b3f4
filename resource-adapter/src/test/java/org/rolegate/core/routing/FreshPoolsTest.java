package org.rolegate.core.routing;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.rolegate.core.config.NoReplica;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.model.Freshness;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;
import org.rolegate.core.model.Verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.core.routing.PoolScene.MS;
import static org.rolegate.core.routing.PoolScene.SILENT;
import static org.rolegate.core.routing.PoolScene.down;
import static org.rolegate.core.routing.PoolScene.limits;
import static org.rolegate.core.routing.PoolScene.linked;
import static org.rolegate.core.routing.PoolScene.master;
import static org.rolegate.core.routing.PoolScene.replica;
import static org.rolegate.core.routing.PoolScene.server;

/** Which replicas serve, by their offsets. */
class FreshPoolsTest {

    private final PoolScene scene = new PoolScene();

    @Test
    void servesFromReplicasWithinTheLimitOfTimeAndSendsReadersOfLateOnesAway() {
        // Given
        scene.fresh(2, 1_000);
        scene.fresh(3, 1_001);

        // When
        Pool pool = scene.replicas(master(1), replica(2, 1), replica(3, 1));

        // Then
        assertThat(pool.ready()).containsExactly(server(2));
        assertThat(pool.mayStay()).containsExactlyInAnyOrder("redis-1", "redis-2");
    }

    @Test
    void takesNoNewReaderForAReplicaThatLacksTooManyBytesAndKeepsItsOld() {
        // Given
        scene.limits = limits(NoReplica.NONE, 100);
        scene.freshness.put("redis-2", new Freshness(0, 100, true));
        scene.freshness.put("redis-3", new Freshness(0, 101, true));

        // When
        Pool pool = scene.replicas(master(1), replica(2, 1), replica(3, 1));

        // Then
        assertThat(pool.ready()).containsExactly(server(2));
        assertThat(pool.mayStay()).contains("redis-3");
    }

    @Test
    void sendsTheReadersOfAReplicaAwayThatLeavesItsChecksUnanswered() {
        // Given
        scene.fresh(2, 0);
        scene.freshness.put("redis-3", new Freshness(0, 0, false));

        // When
        Pool pool = scene.replicas(master(1), replica(2, 1), replica(3, 1));

        // Then
        assertThat(pool.mayStay()).doesNotContain("redis-3");
        assertThat(pool.ready()).containsExactly(server(2));
    }

    /** Its new master came back empty, perhaps; and a change of master is no excuse. */
    @Test
    void sendsTheReadersOfAReplicaAwayWhoseDataHasAnotherHistory() {
        for (Verdict verdict : List.of(PoolScene.FIRST, PoolScene.SILENT)) {
            // Given
            scene.verdict = verdict;
            scene.now = 1;
            scene.fresh(2, 0);
            scene.freshness.put("redis-3", new Freshness(Freshness.UNKNOWN, Freshness.UNKNOWN, true, true));

            // When
            Pool pool = scene.replicas(master(1), replica(2, 1), replica(3, 1));

            // Then
            assertThat(pool.mayStay()).doesNotContain("redis-3");
            assertThat(pool.ready()).containsExactly(server(2));
        }
    }

    @Test
    void servesFromAReplicaOfAReplicaByItsOffset() {
        // Given
        scene.fresh(2, 0);
        scene.fresh(3, 0);
        scene.freshness.put("redis-4", new Freshness(Freshness.UNKNOWN, Freshness.UNKNOWN, true));

        // When
        Pool pool = scene.replicas(master(1), replica(2, 1), replica(3, 2), replica(4, 2));

        // Then
        assertThat(pool.ready()).containsExactly(server(2), server(3));
    }

    @Test
    void takesNoNewReaderForAReplicaWhoseLinkIsDownOnceThingsHaveSettled() {
        // Given
        scene.fresh(2, 0);
        scene.fresh(3, 0);
        ServerView[] servers = {master(1), linked(2, 1, false, false), replica(3, 1)};

        // Then
        scene.now = Topology.RELINK_NANOS - 1;
        assertThat(scene.replicas(servers).ready()).containsExactly(server(2), server(3));
        scene.now = Topology.RELINK_NANOS;
        assertThat(scene.replicas(servers).ready()).containsExactly(server(3));
    }

    @Test
    void letsReplicasServeWithoutAMasterForABoundedTimeOnly() {
        // Given
        scene.verdict = SILENT;
        scene.fresh(2, 0);

        // Then
        scene.now = ReplicaPool.MASTERLESS_NANOS - 1;
        assertThat(scene.replicas(down(master(1)), replica(2, 1)).ready()).containsExactly(server(2));
        scene.now = ReplicaPool.MASTERLESS_NANOS;
        assertThat(scene.replicas(down(master(1)), replica(2, 1)).ready()).isEmpty();
        assertThat(scene.replicas(down(master(1)), replica(2, 1)).mayStay()).isEmpty();
        scene.changes = 0;
        assertThat(scene.replicas(down(master(1)), replica(2, 1)).ready())
                .as("there never was one")
                .containsExactly(server(2));
    }

    @Test
    void letsTheReadersOfAPromotedReplicaStayAndSendsItNoMore() {
        // Given
        scene.verdict = new Verdict.Elected("redis-2", -1, "promoted");
        scene.fresh(2, 0);
        scene.fresh(3, 0);

        // When
        Pool pool = scene.replicas(down(master(1)), master(2), replica(3, 2));

        // Then
        assertThat(pool.mayStay()).containsExactlyInAnyOrder("redis-2", "redis-3");
        assertThat(pool.ready()).containsExactly(server(3));
    }

    @Test
    void waitsWithoutAReplicaWhenThePolicyIsNone() {
        // Given
        scene.fresh(2, 5_000);

        // When
        RoutingTable table = scene.table(master(1), replica(2, 1));

        // Then
        assertThat(table.decide(TargetRole.REPLICAS, ready -> ready.get(0)))
                .isEqualTo(new Decision.Wait("no replica of group main can serve: redis-1 reports role master;"
                        + " redis-2 is a replica that is 5000 bytes behind the master"));
    }

    @Test
    void servesOldDataWithoutAFreshReplicaWhenThePolicyIsStale() {
        // Given
        scene.limits = limits(NoReplica.STALE, 0);
        scene.fresh(2, 5_000);
        scene.freshness.put("redis-3", new Freshness(5_000 * MS, 1, false));

        // When
        Pool pool = scene.replicas(master(1), replica(2, 1), replica(3, 1), linked(4, 1, false, true));

        // Then
        assertThat(pool.ready()).containsExactly(server(2));
        assertThat(pool.mayStay()).containsExactlyInAnyOrder("redis-1", "redis-2");
    }

    @Test
    void servesFromTheMasterWithoutAFreshReplicaWhenThePolicyIsMaster() {
        // Given
        scene.limits = limits(NoReplica.MASTER, 0);
        scene.fresh(2, 5_000);

        // Then
        assertThat(scene.replicas(master(1), replica(2, 1)).ready()).containsExactly(server(1));
        scene.fresh(2, 0);
        assertThat(scene.replicas(master(1), replica(2, 1)).ready()).containsExactly(server(2));
    }
}
