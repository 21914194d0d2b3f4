package org.rolegate.core.tracking;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.core.tracking.IsolationFenceTest.LONGER;
import static org.rolegate.core.tracking.IsolationFenceTest.MASTER;
import static org.rolegate.core.tracking.IsolationFenceTest.REPLICA;
import static org.rolegate.core.tracking.IsolationFenceTest.cutOff;
import static org.rolegate.core.tracking.IsolationFenceTest.followed;
import static org.rolegate.core.tracking.Scene.offset;

/** The isolation fence while servers are asked once a second only: an answer that is merely old is no sign of a cut. */
class SlowProbesTest {

    @Test
    void doesNotComeWhileProbesAreSlowAndTheReplicaIsAlwaysALittleBehind() {
        // Given
        Scene scene = followed(2);

        for (int second = 1; second < 20; second++) {
            // When
            scene.says(1, offset(1000L * second, MASTER)).ticks(Duration.ofMillis(50));
            scene.says(2, offset(1000L * second - 10, REPLICA));

            // Then
            for (int i = 0; i < 37; i++) {
                assertThat(scene.ticks(Scene.TICK).fence()).isEmpty();
            }
        }
    }

    @Test
    void asksFastBeforeItFencesForAnAnswerThatIsOld() {
        // Given
        Scene scene = followed(2).says(1, offset(900, MASTER)).says(2, offset(850, REPLICA));
        assertThat(scene.tracker.inDoubt()).isFalse();

        // When
        scene.ticks(LONGER);

        // Then
        assertThat(scene.fence()).isEmpty();
        assertThat(scene.tracker.inDoubt()).isTrue();
        assertThat(scene.says(2, offset(850, REPLICA)).fence()).isEqualTo("ISOLATED");
    }

    @Test
    void doesNotComeForSlowProbesWhileMostSentinelsAreSilent() {
        // Given
        Scene scene = followed(2).sentinelFails(1).sentinelFails(2);

        for (int second = 1; second < 20; second++) {
            // When
            scene.says(2, offset(1000L * second - 10, REPLICA)).says(1, offset(1000L * second, MASTER));

            // Then
            for (int i = 0; i < 39; i++) {
                assertThat(scene.ticks(Scene.TICK).fence()).isEmpty();
            }
        }
    }

    @Test
    void doesNotFlapWhileTheProbesOfACutOffMasterAreSlow() {
        // Given
        Scene scene = cutOff(2);

        for (int second = 1; second < 20; second++) {
            // When
            scene.says(1, offset(900, MASTER)).says(2, offset(300, REPLICA));

            // Then
            for (int i = 0; i < 39; i++) {
                assertThat(scene.ticks(Scene.TICK).fence()).isEqualTo("ISOLATED");
            }
        }
    }
}
