package org.rolegate.core.tracking;

import org.junit.jupiter.api.Test;

import org.rolegate.core.model.Admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.core.tracking.Scene.atWork;
import static org.rolegate.core.tracking.Scene.master;
import static org.rolegate.core.tracking.Scene.replicaOf;

/** A process that says master after it restarted, or after it changed its replication id. */
class ReturnedMasterTest {

    @Test
    void fencesTheReturnedMasterWhileTheSentinelsSeeItDown() {
        // Given
        Scene scene = atWork(3, 3).dies(1).votes(2, Scene.at(1), 1, false, false);

        // When
        scene.isBack(1, master("run-1b", "r9", "r1"));

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason())
                .contains("redis-1 restarted", "not accepted", "3 of 3 Sentinels name redis-1", "under way");
    }

    @Test
    void fencesTheReturnedMasterWhileAFailoverIsAnnounced() {
        // Given
        Scene scene = atWork(3, 3).dies(1).announces(2, "+try-failover", 1);

        // When
        scene.isBack(1, master("run-1b", "r9", "r1")).votes(1, 1, 1).votes(3, 1, 1);

        // Then
        assertThat(scene.elected()).isEmpty();
    }

    @Test
    void acceptsTheSameNodeAgainWhenTheSentinelsHaveSettledOnIt() {
        // Given
        Scene scene = atWork(3, 3).says(1, master("run-1b", "r9", "r1"));

        // When
        scene.allVote(1, 1);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
        assertThat(scene.reason()).contains("3 of 3 Sentinels name redis-1");
    }

    @Test
    void fencesTheReturnedMasterWhenAMinorityOfSentinelsIsLeft() {
        // Given
        Scene scene = atWork(3, 3).sentinelFails(2).sentinelFails(3);

        // When
        scene.says(1, master("run-1b", "r9", "r1"));

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason()).contains("1 of 3 Sentinels name redis-1 at epoch 1, 2 are needed");
    }

    @Test
    void fencesTheReturnedMasterWhenAServerPromotedFromItsHistorySaysMaster() {
        // Given
        Scene scene = atWork(3, 3).says(2, master("run-2", "r2", "r1"));

        // When
        scene.says(1, master("run-1b", "r9", "r1")).allVote(1, 1);

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason()).contains("redis-1 restarted", "redis-2 also reports role master");
    }

    @Test
    void givesTheReturnedMasterNothingAfterTheFailover() {
        // Given
        Scene scene = atWork(3, 3).dies(1).says(2, master("run-2", "r2", "r1")).allVote(2, 2);
        assertThat(scene.elected()).isEqualTo("redis-2");

        // When
        scene.isBack(1, master("run-1b", "r9", "r1"));
        assertThat(scene.elected()).isEqualTo("redis-2");
        scene.dies(2);

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.suspended()).isEqualTo("redis-2");
    }

    @Test
    void takesAPromotionByHandWhenTheOldMasterIsBackBeforeItsDeathWasNoticed() {
        // Given
        Scene scene = atWork(3, 0).says(2, master("run-2", "r2", "r1"));
        assertThat(scene.elected()).isEqualTo("redis-1");

        // When
        scene.says(1, master("run-1b", "r9", ""));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
        assertThat(scene.reason()).contains("redis-1 restarted");
    }

    @Test
    void leavesThatToTheSentinelsThoughTheyAreSilent() {
        // Given
        Scene scene = atWork(3, 3).sentinelFails(1).sentinelFails(2).says(2, master("run-2", "r2", "r1"));

        // When
        scene.says(1, master("run-1b", "r9", "r1"));
        String silent = scene.elected();
        scene.votes(1, 2, 2).votes(2, 2, 2);

        // Then
        assertThat(silent).isEmpty();
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @Test
    void takesTheReturnedMasterWithoutSentinelsWhileReplicasFollowIt() {
        // Given
        Scene scene = atWork(3, 0);

        // When
        scene.says(1, master("run-1b", "r9", ""));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
        assertThat(scene.reason()).contains("2 replicas follow it");
    }

    @Test
    void fencesTheReturnedMasterWithoutSentinelsWhileAnotherServerCannotBeAsked() {
        // Given
        Scene scene = atWork(2, 0).dies(2);

        // When
        scene.says(1, master("run-1b", "r9", ""));
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason()).contains("not accepted", "redis-2 cannot be checked", "maintenance");
        scene.admin(2, Admin.MAINT);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
    }

    @Test
    void measuresClaimantsAgainstTheHistoryOfTheNewRun() {
        // Given
        Scene scene = atWork(3, 3).says(1, master("run-1b", "r9", "r1")).dies(1);

        // When
        scene.says(2, master("run-2", "r2", "r1"));
        assertThat(scene.elected()).isEmpty();
        scene.says(3, master("run-3", "r3", "r9"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-3");
    }

    @Test
    void keepsAMasterThatChangesItsReplicationIdInTheSameRunWhenItsFirstReplicaAttaches() {
        // Given
        Scene scene = atWork(2, 0).dies(2);

        // When
        scene.says(1, master("run-1", "r1-after-an-hour-without-replicas", ""));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
        assertThat(scene.reason())
                .isEqualTo("redis-1 is master: the only server that reports role master, and 1 replica follows it");
    }

    @Test
    void measuresClaimantsAgainstTheChangedReplicationId() {
        // Given
        Scene scene = atWork(2, 0).says(1, master("run-1", "r1b", "")).dies(1);

        // When
        scene.says(2, master("run-2", "r2", "r1b"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @Test
    void fencesAMasterThatTookAnotherHistoryInTheSameRun() {
        // Given
        Scene scene = atWork(2, 3).sentinelFails(2).sentinelFails(3);

        // When
        scene.says(1, master("run-1", "r9", "r-of-somebody-else"));

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason()).contains("redis-1 began a new replication history");
    }

    @Test
    void fencesAMasterThatBeganAnewInTheSameRunBesideOneThatWasPromotedFromItsHistory() {
        // Given
        Scene scene = atWork(3, 0).fails(1, 1).says(2, master("run-2", "r2", "r1"));

        // When
        scene.says(1, master("run-1", "r3", "r1"));
        String both = scene.elected();
        scene.says(1, replicaOf(2, "r2"));

        // Then
        assertThat(both).isEmpty();
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @Test
    void followsTheOldMasterWhenAnOperatorDemotesTheNewOneUnderIt() {
        // Given
        Scene scene = atWork(3, 0).dies(1).says(2, master("run-2", "r2", "r1")).isBack(1, master("run-1b", "r9", ""));

        // When
        scene.says(2, replicaOf(1, "r9"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
        assertThat(scene.reason()).contains("redis-2, the last master, replicates from it");
    }
}
