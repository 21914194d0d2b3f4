package org.rolegate.core.tracking;

import org.junit.jupiter.api.Test;

import org.rolegate.core.model.Admin;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.core.tracking.Scene.master;
import static org.rolegate.core.tracking.Scene.replicaOf;

class FirstElectionTest {

    @Test
    void electsNobodyBeforeAnybodyWasAsked() {
        // When
        Scene scene = new Scene(2, 0);

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason()).isEqualTo("no server was checked yet");
        assertThat(scene.topology().probedOnce()).isFalse();
    }

    @Test
    void electsTheOnlyServer() {
        // When
        Scene scene = new Scene(1, 0).says(1, master("run-1", "r1", ""));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
        assertThat(scene.reason()).contains("redis-1 is master", "the only server");
    }

    @Test
    void waitsForAReplicaToFollowTheSingleClaimant() {
        // Given
        Scene scene = new Scene(2, 0).says(1, master("run-1", "r1", ""));
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason()).isEqualTo("no master was elected yet: redis-2 was not checked yet");
        scene.fails(2, 1);
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason())
                .contains("redis-1 reports role master", "no replica follows it", "redis-2 cannot be checked");

        // When
        scene.isBack(2, replicaOf(1, "r1"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
        assertThat(scene.reason()).contains("1 replica follows it");
    }

    @Test
    void takesAServerInMaintenanceOutOfTheQuestion() {
        // Given
        Scene scene = new Scene(2, 0).says(1, master("run-1", "r1", "")).dies(2);

        // When
        scene.admin(2, Admin.MAINT);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
    }

    @Test
    void saysThatTheOnlyMasterIsInMaintenance() {
        // Given
        Scene scene = new Scene(1, 0).admin(1, Admin.MAINT);

        // When
        scene.says(1, master("run-1", "r1", ""));

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason()).isEqualTo("no server reports role master: redis-1 is in maintenance");
    }

    @Test
    void electsNobodyBetweenTwoClaimantsThatNobodyFollows() {
        // When
        Scene scene = new Scene(2, 0).says(1, master("run-1", "r1", "")).says(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason()).contains("redis-1 and redis-2 report role master", "no replica follows");
    }

    @Test
    void electsTheOneOfTwoClaimantsThatReplicasFollow() {
        // When
        Scene scene = new Scene(3, 0)
                .says(3, replicaOf(2, "r2"))
                .says(1, master("run-1", "r1", ""))
                .says(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
        assertThat(scene.reason()).contains("redis-1 and redis-2 report role master; replicas follow only redis-2");
    }

    @Test
    void electsWhoeverItElectsWhicheverServerAnswersFirst() {
        // Given
        Scene scene = new Scene(4, 0).says(4, replicaOf(1, "r1")).says(1, master("run-1", "r1", ""));
        assertThat(scene.elected()).isEmpty();

        // When
        scene.says(3, replicaOf(2, "r2")).says(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason()).contains("redis-1 and redis-2 report role master");
    }

    @Test
    void waitsForTheLastSentinelWhileAPromotedReplicaSaysMaster() {
        // Given
        Scene scene = new Scene(2, 3).says(1, master("run-1", "r1", "")).says(2, master("run-2", "r2", "r1"));

        // When
        scene.votes(1, 1, 1).votes(2, 1, 1);
        assertThat(scene.elected()).isEmpty();
        scene.votes(3, 1, 1);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
    }

    @Test
    void waitsForEveryServerWhileTheSentinelsAreUnsettled() {
        // Given
        Scene scene = new Scene(2, 1).says(1, master("run-1", "r1", ""));

        // When
        scene.votes(1, Scene.at(1), 1, false, false);
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason()).contains("redis-2 was not checked yet");
        scene.dies(2);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
    }

    @Test
    void electsNobodyBetweenTwoClaimantsThatBothHaveReplicas() {
        // When
        Scene scene = new Scene(4, 0)
                .says(3, replicaOf(2, "r2"))
                .says(4, replicaOf(1, "r1"))
                .says(1, master("run-1", "r1", ""))
                .says(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason()).contains("more than one has replicas");
    }

    @Test
    void saysWhatEveryServerSaysWhenNoneSaysMaster() {
        // When
        Scene scene = new Scene(2, 0).says(1, replicaOf(2, "r1")).dies(2);

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason())
                .isEqualTo("no server reports role master: redis-1 reports role replica; redis-2 connection refused");
    }

    @Test
    void asksNoReplicaWhereTheSentinelsAgree() {
        // Given
        Scene scene = new Scene(3, 3).says(1, master("run-1", "r1", "")).says(2, master("run-2", "r2", ""));
        assertThat(scene.elected()).isEmpty();

        // When
        scene.votes(1, 2, 7);
        assertThat(scene.reason()).contains("1 of 3 Sentinels name redis-2 at epoch 7, 2 are needed");
        scene.votes(2, 2, 7);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
        assertThat(scene.reason()).isEqualTo("redis-2 is master: 2 of 3 Sentinels name redis-2 at epoch 7");
    }

    @Test
    void electsNobodyWhileTheServerThatTheSentinelsNameDoesNotSayMaster() {
        // When
        Scene scene = new Scene(2, 3)
                .says(1, master("run-1", "r1", ""))
                .says(2, replicaOf(1, "r1"))
                .allVote(2, 1);

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason()).contains("name redis-2", "but redis-2 reports role replica");
    }

    @Test
    void electsNobodyWhenTheSentinelsNameAnAddressThatIsNotConfigured() {
        // Given
        Scene scene = new Scene(1, 1).says(1, master("run-1", "r1", ""));

        // When
        scene.votes(1, new Endpoint("10.9.9.9", 6379), 1, true, false);

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason()).contains("10.9.9.9:6379", "not among the configured servers");
    }

    @Test
    void doesNotCountASentinelInTilt() {
        // Given
        Scene scene = new Scene(1, 3).says(1, master("run-1", "r1", "")).votes(1, 1, 1);

        // When
        scene.votes(2, Scene.at(1), 1, true, true);

        // Then
        assertThat(scene.elected()).isEmpty();
    }

    @Test
    void electsNoServerInMaintenanceThoughTheSentinelsNameIt() {
        // Given
        Scene scene = new Scene(1, 1).says(1, master("run-1", "r1", "")).admin(1, Admin.MAINT);

        // When
        scene.allVote(1, 1);

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason()).contains("redis-1 is in maintenance");
    }

    @Test
    void waitsWhileAFailoverIsUnderWayAndThePromotedReplicaAlreadySaysMaster() {
        // Given
        Scene scene = new Scene(2, 3)
                .says(1, master("run-1", "r1", ""))
                .says(2, master("run-2", "r2", "r1"))
                .votes(1, Scene.at(1), 1, false, false);

        // When
        scene.votes(2, 1, 1).votes(3, 1, 1);
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason()).contains("a failover may be under way", "redis-2 reports role master");
        scene.votes(1, 2, 2).votes(2, 2, 2);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @Test
    void makesDoWithARoleAloneFromASingleServer() {
        // When
        Scene scene = new Scene(1, 0).says(1, Replication.roleOnly(Replication.Source.HELLO, Role.MASTER));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
    }

    @Test
    void electsNobodyAmongSeveralServersThatTellTheirRoleAlone() {
        // When
        Scene scene = new Scene(2, 0)
                .says(1, Replication.roleOnly(Replication.Source.HELLO, Role.MASTER))
                .says(2, Replication.roleOnly(Replication.Source.HELLO, Role.REPLICA));

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason()).contains("redis-1 reports role master", "it is unknown", "neither INFO nor ROLE");
    }
}
