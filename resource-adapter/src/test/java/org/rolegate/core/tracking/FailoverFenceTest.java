package org.rolegate.core.tracking;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.core.tracking.Scene.atWork;
import static org.rolegate.core.tracking.Scene.master;
import static org.rolegate.core.tracking.Scene.replicaOf;

/** Clients are held from Sentinel's first word of a failover until its outcome is seen. */
class FailoverFenceTest {

    private static final Duration FENCE = Duration.ofNanos(SentinelFailovers.FENCE_NANOS);

    @Test
    void holdsFromTheFirstAnnouncementOnWhileTheMasterStaysInUse() {
        // Given
        Scene scene = atWork(3, 3);
        assertThat(scene.fence()).isEmpty();

        // When
        scene.announces(1, "+try-failover", 1);

        // Then
        assertThat(scene.fence()).isEqualTo("FAILOVER");
        assertThat(scene.elected()).isEqualTo("redis-1");
        assertThat(scene.topology().fence().orElseThrow().reason())
                .isEqualTo("sentinel-1 announced a failover (+try-failover)");
    }

    @Test
    void holdsThroughEveryStepUntilTheSuccessorIsSeen() {
        // Given
        Scene scene = atWork(3, 3);
        scene.announces(1, "+try-failover", 1);
        long since = scene.topology().fence().orElseThrow().sinceNanos();

        for (String event : List.of(
                "+elected-leader",
                "+failover-state-select-slave",
                "+selected-slave",
                "+failover-state-send-slaveof-noone",
                "+failover-state-wait-promotion",
                "+promoted-slave",
                "+failover-state-reconf-slaves",
                "+failover-end",
                "+switch-master")) {
            // When
            scene.announces(1, event, aboutReplica(event) ? 2 : 1).says(1, master("run-1", "r1", ""));

            // Then
            assertThat(scene.fence()).as(event).isEqualTo("FAILOVER");
            assertThat(scene.topology().fence().orElseThrow().sinceNanos()).isEqualTo(since);
        }
        scene.says(2, master("run-2", "r2", "r1"));
        assertThat(scene.elected()).isEqualTo("redis-2");
        assertThat(scene.fence()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-failover-abort-not-elected", "-failover-abort-no-good-slave", "-failover-abort-slave-timeout"})
    void letsGoWhenTheFailoverIsGivenUp(String abort) {
        // Given
        Scene scene = atWork(3, 3).announces(1, "+try-failover", 1);

        // When
        scene.announces(1, abort, 1);

        // Then
        assertThat(scene.fence()).isEmpty();
        assertThat(scene.elected()).isEqualTo("redis-1");
    }

    @Test
    void holdsTheMasterBeforeAgainWhenTheChosenReplicaStrayedAheadOfItsPromotion() {
        // Given
        Scene scene = promoted();

        // When
        scene.says(2, replicaOf(1, "r1"));
        String master = scene.elected();
        String fence = scene.fence();
        scene.says(2, master("run-2", "r3", "r1"));

        // Then
        assertThat(master).isEqualTo("redis-1");
        assertThat(fence).isEqualTo("FAILOVER");
        assertThat(scene.elected()).isEqualTo("redis-2");
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void doesNotHoldTheMasterBeforeOnceThePromotionWasDoneAndUndone() {
        // When
        Scene scene = promoted().announces(1, "+promoted-slave", 2).says(2, replicaOf(1, "r1"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void doesNotHoldAThirdMasterForThePromotionOfTheOneBefore() {
        // When
        Scene scene = promoted().says(3, master("run-3", "r3", "r2")).allVote(3, 3);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-3");
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void letsGoAfterTenSecondsWithoutNews() {
        // Given
        Scene scene = atWork(3, 3).announces(1, "+try-failover", 1);

        // When
        scene.ticks(FENCE.minus(Scene.TICK));
        String before = scene.fence();
        scene.ticks(Scene.TICK);

        // Then
        assertThat(before).isEqualTo("FAILOVER");
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void holdsWhileOneOfSeveralSentinelsStillTries() {
        // Given
        Scene scene = atWork(3, 3).announces(1, "+try-failover", 1).announces(2, "+try-failover", 1);

        // When
        scene.announces(2, "-failover-abort-not-elected", 1);
        String one = scene.fence();
        scene.announces(1, "-failover-abort-not-elected", 1);

        // Then
        assertThat(one).isEqualTo("FAILOVER");
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void letsGoThoughTheLoserOfTheElectionHasNotGivenUpYet() {
        // Given
        Scene scene = atWork(3, 3)
                .announces(1, "+try-failover", 1)
                .announces(2, "+try-failover", 1)
                .announces(1, "+selected-slave", 2);

        // When
        scene.says(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void doesNotHoldTheNewMasterForAnyLaterEventOfItsOwnPromotion() {
        // Given
        Scene scene = promoted();

        for (int sentinel = 1; sentinel <= 3; sentinel++) {
            for (FailoverEvent event : FailoverEvent.values()) {
                // When
                scene.announces(sentinel, event.channel(), event.namesSuccessor() ? 2 : 1);

                // Then
                assertThat(scene.fence()).as("%s of %d", event, sentinel).isEmpty();
            }
        }
    }

    @Test
    void doesNotHoldTheNewMasterForTheEventsOfItsPromotionInAnyOtherOrder() {
        for (FailoverEvent one : FailoverEvent.values()) {
            for (FailoverEvent other : FailoverEvent.values()) {
                // Given
                Scene scene = promoted();

                // When
                scene.announces(2, one.channel(), one.namesSuccessor() ? 2 : 1)
                        .announces(1, other.channel(), other.namesSuccessor() ? 2 : 1);

                // Then
                assertThat(scene.fence()).as("%s, %s", one, other).isEmpty();
            }
        }
    }

    @Test
    void holdsForAnotherTryAtTheMasterBeforeOnceTheNewsOfTheLastOneHadTimeToSpread() {
        // Given
        Scene scene = promoted().ticks(Duration.ofSeconds(3));

        // When
        scene.announces(2, "+try-failover", 1);

        // Then
        assertThat(scene.fence()).isEqualTo("FAILOVER");
    }

    @Test
    void holdsForTheNextFailoverOfTheNewMaster() {
        // Given
        Scene scene = promoted().announces(1, "+failover-end", 1).announces(1, "+switch-master", 2);

        // When
        scene.announces(1, "+try-failover", 2);
        String first = scene.fence();
        scene.announces(2, "+switch-master", 2).announces(3, "+switch-master", 2);

        // Then
        assertThat(first).isEqualTo("FAILOVER");
        assertThat(scene.fence()).as("after the others heard of the last").isEqualTo("FAILOVER");
    }

    @Test
    void holdsTheNewMasterForAFailoverOfItThatWasAnnouncedBeforeItWasSeen() {
        // Given
        Scene scene = atWork(3, 3).dies(1).announces(2, "+try-failover", 2);

        // When
        scene.says(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
        assertThat(scene.fence()).isEqualTo("FAILOVER");
    }

    @Test
    void doesNotComeFromTheSwitchAlone() {
        // Given
        Scene scene = atWork(3, 3);

        // When
        scene.announces(1, "+switch-master", 2);

        // Then
        assertThat(scene.fence()).isEmpty();
        assertThat(scene.tracker.inDoubt()).isTrue();
    }

    @Test
    void staysWhenThePromotionEndsBeforeItsReplicaWasNamed() {
        // Given
        Scene scene = atWork(3, 3).announces(1, "+try-failover", 1);

        // When
        scene.announces(1, "+failover-end", 1);
        String ended = scene.fence();
        scene.announces(1, "+switch-master", 2);
        String switched = scene.fence();
        scene.says(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(ended).isEqualTo("FAILOVER");
        assertThat(switched).isEqualTo("FAILOVER");
        assertThat(scene.elected()).isEqualTo("redis-2");
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void holdsForAMasterWhoseAddressIsKnownToNoServer() {
        // Given
        Scene scene = atWork(3, 3);

        // When
        scene.ticker.forward(Scene.STEP);
        scene.after(new Observation.SentinelReported(
                "sentinel-1", scene.ticker.nanos(), "+try-failover", Optional.of(new Endpoint("192.168.0.1", 6379))));

        // Then
        assertThat(scene.fence()).isEqualTo("FAILOVER");
    }

    @Test
    void letsGoWithASentinelThatIsForgottenAndHearsNoneInTilt() {
        // Given
        Scene scene = atWork(3, 3).votes(2, Scene.at(1), 1, true, true).announces(2, "+try-failover", 1);
        String tilted = scene.fence();
        scene.announces(1, "+try-failover", 1);
        String heard = scene.fence();

        // When
        scene.after(new Observation.SentinelForgotten("sentinel-1", scene.ticker.nanos()));

        // Then
        assertThat(tilted).isEmpty();
        assertThat(heard).isEqualTo("FAILOVER");
        assertThat(scene.fence()).isEmpty();
    }

    private static boolean aboutReplica(String event) {
        return FailoverEvent.of(event).orElseThrow().namesSuccessor();
    }

    /** The failover that sentinel-1 announced has just been seen to come true. */
    private static Scene promoted() {
        return atWork(3, 3)
                .announces(1, "+try-failover", 1)
                .announces(1, "+selected-slave", 2)
                .says(2, master("run-2", "r2", "r1"))
                .says(3, replicaOf(2, "r2"));
    }
}
