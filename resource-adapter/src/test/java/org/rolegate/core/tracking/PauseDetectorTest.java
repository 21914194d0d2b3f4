package org.rolegate.core.tracking;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.rolegate.core.model.Admin;
import org.rolegate.core.model.CheckStatus;
import org.rolegate.core.model.Observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.core.tracking.Scene.atWork;
import static org.rolegate.core.tracking.Scene.master;
import static org.rolegate.core.tracking.Scene.replicaOf;

/** A process that stood still trusts nothing that it knew before. */
class PauseDetectorTest {

    private static final Duration LATE = Duration.ofNanos(PauseDetector.LATE_NANOS);

    @Test
    void beginsWithATickThatComesLate() {
        // Given
        Scene scene = awake(3, 3);

        // When
        scene.sleeps(LATE).tracker.tick();
        String inTime = scene.fence();
        scene.sleeps(LATE.plusNanos(1)).tracker.tick();

        // Then
        assertThat(inTime).isEmpty();
        assertThat(scene.fence()).isEqualTo("ASLEEP");
        assertThat(scene.tracker.inDoubt()).isTrue();
        assertThat(scene.elected()).isEqualTo("redis-1");
    }

    @Test
    void letsNobodyTakeOverByAnAnnouncementThatTheVoteMayHaveOvertaken() {
        // Given
        Scene scene = awake(3, 3).sleeps(LATE.multipliedBy(20));

        // When
        scene.announces(1, "+try-failover", 1)
                .announces(1, "+selected-slave", 2)
                .says(2, master("run-2", "r2", "r1"));
        String read = scene.elected();
        scene.tracker.tick();
        String woken = scene.elected();
        scene.says(1, master("run-1", "r1", "")).says(3, replicaOf(1, "r1")).says(2, master("run-2", "r2", "r1"));
        for (int sentinel = 1; sentinel <= 3; sentinel++) {
            scene.votes(sentinel, Scene.at(1), 1, false, false);
        }

        // Then
        assertThat(read).isEqualTo("redis-1");
        assertThat(woken).isEqualTo("redis-1");
        assertThat(scene.elected()).isEqualTo("redis-2");
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void isNotMeasuredBeforeTheFirstTick() {
        // Given
        Scene scene = atWork(2, 0).sleeps(Duration.ofSeconds(5));

        // When
        scene.tracker.tick();

        // Then
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void endsWhenEveryServerAndEverySentinelWasAskedAnew() {
        // Given
        Scene scene = slept(3, 3);

        // When
        scene.says(1, master("run-1", "r1", "")).says(3, replicaOf(1, "r1")).allVote(1, 1);
        String oneLeft = scene.fence();
        scene.says(2, replicaOf(1, "r1"));

        // Then
        assertThat(oneLeft).isEqualTo("ASLEEP");
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void waitsForEverySentinelToo() {
        // Given
        Scene scene = slept(1, 2);

        // When
        scene.says(1, master("run-1", "r1", "")).votes(1, 1, 1);
        String oneLeft = scene.fence();
        scene.votes(2, 1, 1);

        // Then
        assertThat(oneLeft).isEqualTo("ASLEEP");
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void isNotEndedByAnAnswerToAQuestionFromBefore() {
        // Given
        Scene scene = awake(1, 0);
        long before = scene.ticker.nanos();
        scene.sleeps(Duration.ofSeconds(10)).tracker.tick();

        // When
        scene.saysAskedAt(1, master("run-1", "r1", ""), before);
        String old = scene.fence();
        scene.saysAskedAt(1, master("run-1", "r1", ""), scene.ticker.nanos());

        // Then
        assertThat(old).isEqualTo("ASLEEP");
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void isEndedByAFailureToAnswerButNotByAnOldOne() {
        // Given
        Scene scene = awake(2, 0);
        long before = scene.ticker.nanos();
        scene.sleeps(Duration.ofSeconds(10)).tracker.tick();
        scene.says(1, master("run-1", "r1", ""));

        // When
        scene.after(new Observation.ServerFailed(
                "redis-2", before, scene.ticker.nanos(), CheckStatus.L7TOUT, "no reply", false));
        String old = scene.fence();
        scene.fails(2, 1);

        // Then
        assertThat(old).isEqualTo("ASLEEP");
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void doesNotWaitForASentinelThatWasSilentBeforeNorForOneThatFallsSilent() {
        // Given
        Scene scene = awake(1, 3).sentinelFails(3);
        scene.sleeps(Duration.ofSeconds(1)).tracker.tick();

        // When
        scene.says(1, master("run-1", "r1", "")).votes(1, 1, 1).sentinelFails(2);

        // Then
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void doesNotWaitForAServerInMaintenance() {
        // Given
        Scene scene = awake(2, 0).admin(2, Admin.MAINT);
        scene.sleeps(Duration.ofSeconds(1)).tracker.tick();

        // When
        scene.says(1, master("run-1", "r1", ""));

        // Then
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void beginsAnewWhenTheProcessFallsAsleepAgain() {
        // Given
        Scene scene = slept(2, 0).says(1, master("run-1", "r1", ""));

        // When
        scene.sleeps(Duration.ofSeconds(1)).tracker.tick();
        scene.says(2, replicaOf(1, "r1"));
        String half = scene.fence();
        scene.says(1, master("run-1", "r1", ""));

        // Then
        assertThat(half).isEqualTo("ASLEEP");
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void endsInTheNewWorldWhenThePromotionWasMissed() {
        // Given
        Scene scene = slept(3, 3);

        // When
        scene.announces(1, "+try-failover", 1)
                .announces(1, "+selected-slave", 2)
                .announces(1, "+switch-master", 2)
                .says(1, master("run-1", "r1", ""))
                .says(3, replicaOf(1, "r1"))
                .votes(2, 1, 1)
                .votes(3, 1, 1)
                .votes(1, 2, 2);
        String oneLeft = scene.fence();
        scene.says(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(oneLeft).isEqualTo("ASLEEP");
        assertThat(scene.fence()).isEmpty();
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @Test
    void keepsTheFreshnessFromBeforeAsLongAsItLasts() {
        // Given
        Scene scene = awake(2, 0);
        var before = scene.topology().freshness();

        // When
        scene.sleeps(Duration.ofSeconds(10)).tracker.tick();

        // Then
        assertThat(scene.topology().freshness()).isEqualTo(before);
        assertThat(scene.topology().freshness("redis-2").responsive()).isTrue();
    }

    private static Scene awake(int servers, int sentinels) {
        Scene scene = atWork(servers, sentinels);
        scene.tracker.tick();
        return scene;
    }

    private static Scene slept(int servers, int sentinels) {
        Scene scene = awake(servers, sentinels).sleeps(Duration.ofSeconds(10));
        scene.tracker.tick();
        assertThat(scene.fence()).isEqualTo("ASLEEP");
        return scene;
    }
}
