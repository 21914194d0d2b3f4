package org.rolegate.core.tracking;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.core.tracking.Scene.atWork;
import static org.rolegate.core.tracking.Scene.master;
import static org.rolegate.core.tracking.Scene.replicaOf;

/** Whose data has another history than the master's. */
class ReplicationLagTest {

    @Test
    void whoStillFollowsTheFormerMasterIsForeignAsSoonAsThatCameBackEmpty() {
        // Given
        Scene scene = atWork(3, 0).dies(1).says(2, master("run-2", "r2", "r1"));
        assertThat(scene.elected()).isEqualTo("redis-2");
        assertThat(foreign(scene, 3))
                .as("not linked up with the new master yet")
                .isFalse();

        // When
        scene.isBack(1, master("run-9", "r9", ""));

        // Then
        assertThat(foreign(scene, 3)).isTrue();

        // When
        scene.says(3, replicaOf(2, "r2"));

        // Then
        assertThat(foreign(scene, 3)).isFalse();
        assertThat(scene.tracker.inDoubt()).isFalse();
    }

    @Test
    void whoFollowsTheFormerMasterThatCameBackWithItsDataIsNotForeign() {
        // Given
        Scene scene = atWork(3, 0).dies(1).says(2, master("run-2", "r2", "r1"));

        // When
        scene.says(1, master("run-9", "r9", "r1"));

        // Then
        assertThat(foreign(scene, 3)).isFalse();
    }

    @Test
    void nobodyIsForeignInAFailover() {
        // Given
        Scene scene = atWork(3, 3).announces(2, "+try-failover", 1);

        // Then
        scene.says(2, master("run-2", "r2", "r1"));
        assertThat(foreign(scene, 3)).isFalse();
        scene.says(3, replicaOf(2, "r1"));
        assertThat(foreign(scene, 3)).isFalse();
        scene.allVote(2, 2);
        assertThat(scene.elected()).isEqualTo("redis-2");
        assertThat(foreign(scene, 3)).isFalse();
        scene.says(3, replicaOf(2, "r2")).says(1, replicaOf(2, "r1"));
        assertThat(foreign(scene, 3)).isFalse();
        assertThat(foreign(scene, 1)).isFalse();
    }

    private static boolean foreign(Scene scene, int server) {
        return scene.topology().freshness("redis-" + server).foreign();
    }
}
