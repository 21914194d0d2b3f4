package org.rolegate.core.tracking;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.core.tracking.Scene.atWork;
import static org.rolegate.core.tracking.Scene.master;
import static org.rolegate.core.tracking.Scene.replicaOf;

/** {@code SENTINEL FAILOVER}: announced beforehand, and for seconds two servers say master. */
class PlannedFailoverTest {

    /** Up to the moment when the replica says master; no Sentinel names it yet. */
    private static Scene promoted() {
        return atWork(3, 3)
                .announces(1, "+try-failover", 1)
                .announces(1, "+selected-slave", 2)
                .says(2, master("run-2", "r2", "r1"));
    }

    @Test
    void isInDoubtFromTheAnnouncementOnAndKeepsTheMasterUntilThePromotion() {
        // Given
        Scene scene = atWork(3, 3);
        assertThat(scene.tracker.inDoubt()).isFalse();

        // When
        scene.announces(1, "+try-failover", 1);

        // Then
        assertThat(scene.tracker.inDoubt()).isTrue();
        assertThat(scene.elected()).isEqualTo("redis-1");
    }

    @Test
    void acceptsTheAnnouncedReplicaAsSoonAsItSaysMaster() {
        // When
        Scene scene = promoted();

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
        assertThat(scene.reason())
                .isEqualTo("redis-2 is master: promoted from redis-1's history (replid2 r1),"
                        + " a Sentinel announced the failover");
    }

    @Test
    void neverUsesTheOldMasterAgainWhileBothSayMasterAndTheVoteStillNamesTheOldOne() {
        // Given
        Scene scene = promoted();

        // When
        for (int i = 0; i < 50; i++) {
            scene.says(1, master("run-1", "r1", "")).allVote(1, 1).says(2, master("run-2", "r2", "r1"));

            // Then
            assertThat(scene.elected()).isEqualTo("redis-2");
        }
    }

    @Test
    void neverUsesTheOldMasterAgainWhenTheNewOneDies() {
        // Given
        Scene scene = promoted().allVote(2, 2);

        // When
        scene.dies(2).says(1, master("run-1", "r1", ""));

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.suspended()).isEqualTo("redis-2");
        assertThat(scene.reason()).contains("redis-1 reports role master and gets no traffic");
    }

    @Test
    void usesTheOldMasterAgainOnceItWasDemotedAndPromoted() {
        // Given
        Scene scene = promoted().allVote(2, 2).says(1, replicaOf(2, "r2")).dies(2);

        // When
        scene.says(1, master("run-1", "r3", "r2"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
    }

    @Test
    void followsTheNamesOfTheSentinelsOnlyWhenTheyReachTheNewerEpoch() {
        // Given
        Scene scene = promoted();

        // When
        scene.allVote(2, 2);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
        assertThat(scene.reason())
                .isEqualTo(
                        "redis-2 is master: promoted from redis-1's history (replid2 r1), a Sentinel announced the failover;"
                                + " 3 of 3 Sentinels name redis-2 at epoch 2; redis-1 reports role master and gets no traffic:"
                                + " no evidence supports the claim");
    }

    @Test
    void givesAStrayClaimantNothingWhenTheFailoverIsMeantForAnotherReplica() {
        // Given
        Scene scene = atWork(3, 3).says(3, master("run-3", "r3", "r1"));

        // When
        scene.announces(1, "+try-failover", 1);
        assertThat(scene.elected()).isEqualTo("redis-1");
        scene.announces(1, "+selected-slave", 2);
        assertThat(scene.elected()).isEqualTo("redis-1");
        scene.says(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @Test
    void leavesAStrayClaimantOutWhileAPromotionIsToComeThoughTheMasterHasDied() {
        // Given
        Scene scene = atWork(3, 3).announces(1, "+try-failover", 1).dies(1);

        // When
        scene.says(3, master("run-3", "r3", "r1"));
        String unchosen = scene.elected();
        scene.announces(1, "+selected-slave", 2).says(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(unchosen).isEmpty();
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @Test
    void isNotUndoneByTheEpochAtWhichTheMasterBeforeHadComeIntoUse() {
        // Given
        Scene scene = atWork(3, 3).sentinelFails(2).sentinelFails(3).votes(1, 1, 2);

        // When
        scene.announces(1, "+try-failover", 1)
                .announces(1, "+selected-slave", 2)
                .says(2, master("run-2", "r2", "r1"))
                .votes(2, 1, 2)
                .votes(3, 1, 2);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @Test
    void takesASwitchForAWitnessWhereNothingElseWasHeard() {
        // Given
        Scene scene = atWork(2, 3).says(2, master("run-2", "r2", "r1"));

        // When
        scene.announces(3, "+switch-master", 2);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @Test
    void isNoLongerInDoubtOnceTheSwitchHasComeTrueThoughOtherSentinelsRepeatIt() {
        // Given
        Scene scene = promoted().announces(1, "+failover-end", 1).announces(1, "+switch-master", 2);

        // When
        scene.announces(2, "+switch-master", 2).announces(3, "+switch-master", 2);

        // Then
        assertThat(scene.tracker.inDoubt()).isFalse();
    }

    @Test
    void stillBelievesInTheAnnouncementWhenItsEndIsHeardBeforeThePromotionIsSeen() {
        // Given
        Scene scene = atWork(2, 3).announces(1, "+try-failover", 1).announces(1, "+selected-slave", 2);

        // When
        scene.announces(1, "+failover-end", 1).says(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
        assertThat(scene.tracker.inDoubt()).isFalse();
    }

    @Test
    void doesNotTakeAStrayClaimAfterTheSwitchForAnotherPromotion() {
        // Given
        Scene scene = promoted().announces(2, "+switch-master", 2).allVote(2, 2);

        // When
        scene.says(3, master("run-3", "r3", "r2"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @Test
    void keepsTheAnnouncementOfOneSentinelWhenAnotherGivesUp() {
        // Given
        Scene scene = atWork(2, 3)
                .announces(1, "+try-failover", 1)
                .announces(2, "+try-failover", 1)
                .announces(1, "+selected-slave", 2);

        // When
        scene.announces(2, "-failover-abort-not-elected", 1).says(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @Test
    void forgetsAnAnnouncementThatWasAborted() {
        // Given
        Scene scene = atWork(2, 3).announces(1, "+try-failover", 1).announces(1, "+selected-slave", 2);

        // When
        scene.announces(1, "-failover-abort-slave-timeout", 1).says(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
        assertThat(scene.tracker.inDoubt()).isFalse();
    }

    @Test
    void forgetsAnAnnouncementOfWhichNothingMoreIsHeard() {
        // Given
        Scene scene = atWork(2, 3).announces(1, "+try-failover", 1).announces(1, "+selected-slave", 2);

        // When
        scene.ticker.forward(Duration.ofNanos(SentinelFailovers.VALID_NANOS));
        scene.says(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
    }

    @Test
    void doesNotListenToASentinelInTilt() {
        // Given
        Scene scene = atWork(2, 3).votes(1, Scene.at(1), 1, true, true);

        // When
        scene.announces(1, "+selected-slave", 2).says(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
        assertThat(scene.tracker.inDoubt()).isFalse();
    }

    @Test
    void asksLineageTooOfWhomAFailoverIsAnnounced() {
        // Given
        Scene scene = atWork(2, 3).announces(1, "+try-failover", 1).announces(1, "+selected-slave", 2);

        // When
        scene.says(2, master("run-2", "r2", "r-unrelated"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
    }
}
