package org.rolegate.core.tracking;

import org.junit.jupiter.api.Test;

import org.rolegate.core.model.Endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.core.tracking.Scene.atWork;
import static org.rolegate.core.tracking.Scene.master;
import static org.rolegate.core.tracking.Scene.replicaOf;

/** The master dies, or is said to be another one. */
class FailoverTest {

    @Test
    void suspendsAMasterThatDoesNotAnswerAndSaysWhy() {
        // Given
        Scene scene = atWork(2, 0);

        // When
        scene.dies(1);

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.suspended()).isEqualTo("redis-1");
        assertThat(scene.reason())
                .isEqualTo("redis-1, the last master, does not reply: connection refused; no new master yet");
    }

    @Test
    void takesASilentMasterBackWhenItAnswersInTheSameRun() {
        // Given
        Scene scene = atWork(2, 0).dies(1);

        // When
        scene.isBack(1, master("run-1", "r1", ""));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
    }

    @Test
    void keepsTheMasterThroughFewerFailuresThanFall() {
        // Given
        Scene scene = atWork(2, 0);

        // When
        scene.fails(1, Scene.FALL - 1);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
        assertThat(scene.tracker.inDoubt()).isTrue();
    }

    @Test
    void acceptsTheReplicaThatWasPromotedFromTheDeadMastersHistory() {
        // Given
        Scene scene = atWork(3, 0).dies(1);

        // When
        scene.says(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
        assertThat(scene.reason())
                .isEqualTo("redis-2 is master: promoted from redis-1's history (replid2 r1), redis-1 does not reply");
    }

    @Test
    void acceptsNobodyWhoseHistoryIsNotTheDeadMasters() {
        // Given
        Scene scene = atWork(3, 0).dies(1);

        // When
        scene.says(2, master("run-2", "r2", "r-other"));

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason()).contains("redis-2 reports role master and gets no traffic");
    }

    @Test
    void acceptsThePromotedReplicaWhenTheOldMasterWasDemotedToFollowIt() {
        // Given
        Scene scene = atWork(3, 0).says(2, master("run-2", "r2", "r1"));
        assertThat(scene.elected()).isEqualTo("redis-1");

        // When
        scene.says(1, replicaOf(2, "r2"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
        assertThat(scene.reason()).contains("redis-1 reports role replica");
    }

    @Test
    void passesOverAStrayClaimantWhenTheOldMasterWasMadeToFollowAnotherServer() {
        // Given
        Scene scene = atWork(3, 0).says(2, master("run-2", "r2", "r1"));

        // When
        scene.says(1, replicaOf(3, "r3"));
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason())
                .contains("redis-1", "reports role replica of 10.0.0.3:6379", "redis-2 reports role master");
        scene.says(3, master("run-3", "r3", "r1"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-3");
    }

    @Test
    void leavesAHealthyMasterAloneWhenAReplicaStraysIntoSayingMaster() {
        // Given
        Scene scene = atWork(3, 3);

        // When
        scene.says(2, master("run-2", "r2", "r1")).allVote(1, 1);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
        assertThat(scene.reason()).contains("redis-2 reports role master and gets no traffic");
    }

    @Test
    void acceptsTheServerThatAMajorityNamesAtANewerEpoch() {
        // Given
        Scene scene = atWork(3, 3).says(2, master("run-2", "r2", "r-unrelated"));

        // When
        scene.votes(1, 2, 2);
        assertThat(scene.elected()).isEqualTo("redis-1");
        scene.votes(2, 2, 2);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
        assertThat(scene.reason()).isEqualTo("redis-2 is master: 2 of 3 Sentinels name redis-2 at epoch 2");
    }

    @Test
    void usesNobodyFromTheVoteUntilTheProbeSeesThePromotion() {
        // Given
        Scene scene = atWork(3, 3);

        // When
        scene.allVote(2, 2);
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.suspended()).isEmpty();
        assertThat(scene.reason()).contains("name redis-2 at epoch 2", "redis-2 reports role replica", "redis-1");
        scene.says(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @Test
    void cutsTheSessionsOfASilentMasterOnceTheSentinelsHaveMovedOn() {
        // Given
        Scene scene = atWork(3, 3).dies(1);
        assertThat(scene.suspended()).isEqualTo("redis-1");

        // When
        scene.allVote(2, 2);

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.suspended()).isEmpty();
    }

    @Test
    void doesNotFollowLineageToAServerOtherThanTheOneAMajorityNamesAtANewerEpoch() {
        // Given
        Scene scene = atWork(3, 3).allVote(3, 2).dies(1);

        // When
        scene.says(2, master("run-2", "r2", "r1"));
        assertThat(scene.elected()).isEmpty();
        scene.says(3, master("run-3", "r3", "r1"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-3");
    }

    @Test
    void takesOverNothingOnTheWordOfAMinorityAtANewerEpoch() {
        // Given
        Scene scene = atWork(2, 3).sentinelFails(2).sentinelFails(3);

        // When
        scene.says(2, master("run-2", "r2", "r-unrelated")).votes(1, 2, 9);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
        assertThat(scene.reason()).contains("no evidence against it; 1 of 3 Sentinels name redis-2 at epoch 9");
    }

    @Test
    void keepsTheMasterWhenNoSentinelCanBeReached() {
        // Given
        Scene scene = atWork(2, 3);

        // When
        scene.sentinelFails(1).sentinelFails(2).sentinelFails(3);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
        assertThat(scene.reason()).contains("0 of 3 Sentinels can vote, 2 are needed");
    }

    @Test
    void usesNobodyWhenAMajorityNamesAnUnconfiguredAddressAtANewerEpoch() {
        // Given
        Scene scene = atWork(2, 3);
        Endpoint stranger = new Endpoint("10.9.9.9", 6379);

        // When
        scene.votes(1, stranger, 2, true, false).votes(2, stranger, 2, true, false);

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason()).contains("10.9.9.9:6379 is not among the configured servers", "redis-1");
    }

    @Test
    void choosesBetweenTwoSuccessorsOnlyByTheSentinels() {
        // Given
        Scene scene = atWork(3, 3)
                .says(2, master("run-2", "r2", "r1"))
                .says(3, master("run-3", "r3", "r1"))
                .dies(1);
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason()).contains("redis-2 and redis-3 are candidates for the next master");

        // When
        scene.allVote(3, 2);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-3");
    }

    @Test
    void waitsWhenAnotherServerWasPromotedFromTheSuccessorsHistory() {
        // Given
        Scene scene = atWork(3, 0);

        // When
        scene.says(2, master("run-2", "r2", "r1"))
                .says(3, master("run-3", "r3", "r2"))
                .dies(1);

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.reason())
                .contains("redis-2", "redis-3 also reports role master", "the evidence does not decide");
    }

    @Test
    void doesNotLetAnAnswerThatWasAskedForEarlierOverruleALaterOne() {
        // Given
        Scene scene = atWork(2, 0);
        long early = scene.ticker.nanos();
        scene.says(1, replicaOf(2, "r2")).says(2, master("run-2", "r2", "r1"));

        // When
        scene.saysAskedAt(1, master("run-1", "r1", ""), early);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
    }
}
