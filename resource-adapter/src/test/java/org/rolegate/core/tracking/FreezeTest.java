package org.rolegate.core.tracking;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.rolegate.core.config.RestartedEmpty;
import org.rolegate.core.config.SafetySettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.core.tracking.Scene.atWork;
import static org.rolegate.core.tracking.Scene.master;
import static org.rolegate.core.tracking.Scene.offset;

/** The master comes back in a new run with less than it had, and everybody believes it. */
class FreezeTest {

    @Test
    void freezesUntilAnOperatorThaws() {
        // Given
        Scene scene = returned(RestartedEmpty.FREEZE, 5_000, 14);
        assertThat(scene.elected()).isEqualTo("redis-1");
        assertThat(scene.fence()).isEqualTo("FROZEN");
        assertThat(scene.topology().fence().orElseThrow().reason())
                .isEqualTo("redis-1 restarted with less data: replication offset 14, before the restart 5000;"
                        + " an operator must promote a replica or thaw the group");

        // When
        scene.ticks(Duration.ofMinutes(1))
                .says(1, offset(50, master("run-1b", "r9", "")))
                .allVote(1, 1);
        String later = scene.fence();
        scene.tracker.thaw();

        // Then
        assertThat(later).isEqualTo("FROZEN");
        assertThat(scene.fence()).isEmpty();
        assertThat(scene.says(1, offset(60, master("run-1b", "r9", ""))).fence())
                .isEmpty();
    }

    @Test
    void doesNotFreezeWhenOnlyAnAlarmIsWanted() {
        assertThat(returned(RestartedEmpty.ALARM, 5_000, 14).fence()).isEmpty();
    }

    @Test
    void doesNotFreezeAMasterThatHasWhatItHad() {
        assertThat(returned(RestartedEmpty.FREEZE, 5_000, 5_000).fence()).isEmpty();
        assertThat(returned(RestartedEmpty.FREEZE, 5_000, 5_100).fence()).isEmpty();
    }

    @Test
    void doesNotFreezeForAnOffsetThatIsUnknown() {
        assertThat(returned(RestartedEmpty.FREEZE, 5_000, -1).fence()).isEmpty();
        assertThat(returned(RestartedEmpty.FREEZE, -1, 14).fence()).isEmpty();
    }

    @Test
    void remembersTheLargestOffsetAlsoThroughAFenceAndAWeakAnswer() {
        // Given
        Scene scene = at(RestartedEmpty.FREEZE, 5_000).says(1, offset(-1, master("run-1", "r1", "")));

        // When
        scene.dies(1).isBack(1, offset(14, master("run-1b", "r9", ""))).allVote(1, 1);

        // Then
        assertThat(scene.fence()).isEqualTo("FROZEN");
    }

    @Test
    void doesNotFreezeAPromotedReplicaThatHasLess() {
        // Given
        Scene scene = at(RestartedEmpty.FREEZE, 5_000).dies(1);

        // When
        scene.says(2, offset(4_000, master("run-2", "r2", "r1")));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void isMootOnceAnotherMasterIsAccepted() {
        // Given
        Scene scene = returned(RestartedEmpty.FREEZE, 5_000, 14);

        // When
        scene.announces(1, "+selected-slave", 2).says(2, offset(4_000, master("run-2", "r2", "r9")));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void outweighsAFailoverAndASwitchoverAndIsOutweighedBySleep() {
        // Given
        Scene scene = returned(RestartedEmpty.FREEZE, 5_000, 14).announces(1, "+try-failover", 1);
        scene.tracker.switchover(Optional.of("an operator wants redis-2"));
        String frozen = scene.fence();

        // When
        scene.tracker.tick();
        scene.sleeps(Duration.ofSeconds(1)).tracker.tick();
        String asleep = scene.fence();
        scene.says(1, offset(60, master("run-1b", "r9", "")))
                .says(2, Scene.replicaOf(1, "r9"))
                .votes(1, Scene.at(1), 1, false, false)
                .votes(2, 1, 1)
                .votes(3, 1, 1);
        String awake = scene.fence();
        scene.tracker.thaw();
        String thawed = scene.fence();
        scene.tracker.switchover(Optional.empty());

        // Then
        assertThat(frozen).isEqualTo("FROZEN");
        assertThat(asleep).isEqualTo("ASLEEP");
        assertThat(awake).isEqualTo("FROZEN");
        assertThat(thawed).isEqualTo("SWITCHOVER");
        assertThat(scene.fence()).isEqualTo("FAILOVER");
    }

    @Test
    void takesAServerDownAtOnceWhoseConnectionIsRefused() {
        // Given
        Scene scene = atWork(2, 0).fails(1, 1);
        String once = scene.elected();

        // When
        scene.refuses(1);

        // Then
        assertThat(once).isEqualTo("redis-1");
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.topology().server("redis-1").orElseThrow().health().down())
                .isTrue();
    }

    private static Scene at(RestartedEmpty policy, long offset) {
        return atWork(Scene.group(2, new SafetySettings(Duration.ofMillis(400), policy)), 3)
                .says(1, offset(offset, master("run-1", "r1", "")));
    }

    private static Scene returned(RestartedEmpty policy, long before, long now) {
        Scene scene = before < 0
                ? new Scene(Scene.group(2, new SafetySettings(Duration.ofMillis(400), policy)), 3)
                        .says(1, offset(-1, master("run-1", "r1", "")))
                        .says(2, Scene.replicaOf(1, "r1"))
                        .allVote(1, 1)
                : at(policy, before);
        return scene.says(1, offset(now, master("run-1b", "r9", ""))).allVote(1, 1);
    }
}
