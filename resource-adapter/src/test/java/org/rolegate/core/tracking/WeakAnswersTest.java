package org.rolegate.core.tracking;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.core.tracking.Scene.atWork;
import static org.rolegate.core.tracking.Scene.master;

/** Where {@code INFO} is forbidden, and only {@code ROLE} or {@code HELLO} is left. */
class WeakAnswersTest {

    private static Replication roleMaster(int replicas) {
        return new Replication(
                Replication.Source.ROLE, Role.MASTER, "", "", "", 100, Optional.empty(), true, false, replicas);
    }

    private static Replication roleReplicaOf(int server) {
        return new Replication(
                Replication.Source.ROLE, Role.REPLICA, "", "", "", 100, Optional.of(Scene.at(server)), true, false, -1);
    }

    private static Scene roleOnly(int servers, int sentinels) {
        Scene scene = new Scene(servers, sentinels).says(1, roleMaster(servers - 1));
        for (int n = 2; n <= servers; n++) {
            scene.says(n, roleReplicaOf(1));
        }
        return scene.allVote(1, 1);
    }

    @Test
    void electsByRoleAndReplicas() {
        assertThat(roleOnly(3, 0).elected()).isEqualTo("redis-1");
    }

    @Test
    void takesTheOnlyClaimantThatReplicasFollowForTheSuccessor() {
        // Given
        Scene scene = roleOnly(3, 0).dies(1);

        // When
        scene.says(2, roleMaster(0));
        assertThat(scene.elected()).isEmpty();
        scene.says(3, roleReplicaOf(2));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
        assertThat(scene.reason()).contains("replication ids are unknown", "INFO is not permitted");
    }

    @Test
    void leavesAHealthyMasterAlone() {
        // Given
        Scene scene = roleOnly(3, 0);

        // When
        scene.says(2, roleMaster(1)).says(3, roleReplicaOf(2));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
    }

    @Test
    void waitsForTheSentinelsWhereThereAreSome() {
        // Given
        Scene scene = roleOnly(3, 3).dies(1).says(2, roleMaster(1)).says(3, roleReplicaOf(2));
        assertThat(scene.elected()).isEmpty();

        // When
        scene.allVote(2, 2);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @Test
    void goesByTheSentinelsAloneWhereServersTellNothingButTheirRole() {
        // Given
        Scene scene = new Scene(2, 3)
                .says(1, Replication.roleOnly(Replication.Source.HELLO, Role.MASTER))
                .says(2, Replication.roleOnly(Replication.Source.HELLO, Role.REPLICA))
                .allVote(1, 1);
        assertThat(scene.elected()).isEqualTo("redis-1");

        // When
        scene.says(2, Replication.roleOnly(Replication.Source.HELLO, Role.MASTER));
        assertThat(scene.elected()).isEqualTo("redis-1");
        scene.allVote(2, 2);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @Test
    void keepsTheMasterWhenInfoIsForbiddenInTheMidstOfItsUse() {
        // Given
        Scene scene = atWork(2, 0);

        // When
        scene.says(1, roleMaster(1));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
    }

    @Test
    void learnsTheReplicationIdOnceInfoIsPermitted() {
        // Given
        Scene scene = roleOnly(2, 0)
                .says(1, master("run-1", "r1", ""))
                .says(1, roleMaster(1))
                .dies(1);

        // When
        scene.says(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
        assertThat(scene.reason()).contains("redis-1's history");
    }

    @Test
    void takesAServerOfUnknownRoleForNoMaster() {
        // Given
        Scene scene = atWork(2, 0);

        // When
        scene.says(1, Replication.roleOnly(Replication.Source.HELLO, Role.UNKNOWN));

        // Then
        assertThat(scene.elected()).isEmpty();
    }
}
