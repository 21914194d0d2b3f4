package org.rolegate.core.tracking;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.core.tracking.Scene.atWork;
import static org.rolegate.core.tracking.Scene.master;
import static org.rolegate.core.tracking.Scene.replicaOf;

/** A replica was told to be master while it was paused, its promotion was given up, and then it wakes up and is one. */
class AbortedPromotionTest {

    @Test
    void isNotAcceptedThoughTheMasterIsSilentToUsWhileTheSentinelsAreContentWithIt() {
        // When
        Scene scene = abandoned().dies(1).allVote(1, 1).isBack(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.suspended()).isEqualTo("redis-1");
    }

    @Test
    void isNotAcceptedThoughTheMasterIsDeadToAllOfThem() {
        // Given
        Scene scene = abandoned().dies(1);

        // When
        for (int sentinel = 1; sentinel <= 3; sentinel++) {
            scene.votes(sentinel, Scene.at(1), 1, false, false);
        }
        scene.isBack(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(scene.elected()).isEmpty();
    }

    @Test
    void isNotAcceptedThoughTheSentinelsAreSilent() {
        // When
        Scene scene = abandoned().dies(1).sentinelFails(1).sentinelFails(2).isBack(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(scene.elected()).isEmpty();
    }

    @Test
    void isNotAcceptedThoughTheMasterWasStartedAnewMeanwhile() {
        // When
        Scene scene = abandoned().sentinelFails(1).sentinelFails(2).isBack(2, master("run-2", "r2", "r1"));
        scene.says(1, master("run-1b", "r9", ""));

        // Then
        assertThat(scene.elected()).isEmpty();
    }

    @Test
    void isAcceptedOnceAMajorityNamesItAtANewerEpoch() {
        // When
        Scene scene = abandoned().dies(1).isBack(2, master("run-2", "r2", "r1")).allVote(2, 2);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @Test
    void isAcceptedOnceTheMasterFollowsIt() {
        // When
        Scene scene = abandoned().isBack(2, master("run-2", "r2", "r1")).says(1, replicaOf(2, "r2"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @Test
    void isAcceptedWhenTheSentinelsChooseItAnew() {
        // When
        Scene scene = abandoned()
                .dies(1)
                .isBack(2, master("run-2", "r2", "r1"))
                .announces(2, "+try-failover", 1)
                .announces(2, "+selected-slave", 2);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @Test
    void isForgottenOnceTheReplicaIsSeenToFollowAgain() {
        // When
        Scene scene = abandoned().isBack(2, replicaOf(1, "r1")).dies(1).says(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @Test
    void mayBeAnybodysWhereOnlyItsEndWasHeard() {
        // Given
        Scene scene = atWork(3, 3).dies(2).announces(1, "-failover-abort-slave-timeout", 1);

        // When
        scene.dies(1).isBack(2, master("run-2", "r2", "r1"));
        String claimed = scene.elected();
        scene.allVote(2, 2);

        // Then
        assertThat(claimed).isEmpty();
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @Test
    void isNotThatOfAReplicaSeenToFollowSinceOnlyItsEndWasHeard() {
        // When
        Scene scene = atWork(3, 3)
                .announces(1, "-failover-abort-slave-timeout", 1)
                .says(2, replicaOf(1, "r1"))
                .dies(1)
                .says(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+try-failover", "+failover-state-wait-promotion"})
    void isKnownFromASentinelAtRestThoughItsWordWasNotHeard(String last) {
        // Given
        Scene scene = atWork(3, 3)
                .announces(1, "+try-failover", 1)
                .announces(1, "+selected-slave", 2)
                .announces(1, last, last.equals("+try-failover") ? 1 : 2);

        // When
        scene.votes(1, 1, 1).says(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void isNoPromotionToComeForWhoeverHearsOfItOnlyAfterItsSentinelCameToRest() {
        // Given
        Scene scene = atWork(3, 3).announces(1, "+try-failover", 1).votes(1, 1, 1);
        scene.says(2, master("run-2", "r2", "r1"));

        // When
        scene.announces(1, "+selected-slave", 2);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void isNoneWhoseSentinelNamesAnotherAlreadyThoughItsChoiceIsHeardOnlyLater() {
        // Given
        Scene scene = atWork(3, 3).announces(1, "+try-failover", 1);

        // When
        scene.votes(1, 2, 2);
        String fence = scene.fence();
        scene.says(2, master("run-2", "r2", "r1")).announces(1, "+selected-slave", 2);

        // Then
        assertThat(fence).isEqualTo("FAILOVER");
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @Test
    void mayBeAnyThatASentinelAnnouncedWhichIsSilentSince() {
        // Given
        Scene scene = atWork(3, 3).announces(1, "+try-failover", 1).announces(1, "+selected-slave", 2);

        // When
        scene.sentinelFails(1).says(2, master("run-2", "r2", "r1"));
        String silent = scene.elected();
        scene.votes(2, 2, 2).votes(3, 2, 2);

        // Then
        assertThat(silent).isEqualTo("redis-1");
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    /** The promotion of redis-2 was given up while it was silent. */
    private static Scene abandoned() {
        return atWork(3, 3)
                .announces(1, "+try-failover", 1)
                .announces(1, "+selected-slave", 2)
                .dies(2)
                .announces(1, "-failover-abort-slave-timeout", 1);
    }
}
