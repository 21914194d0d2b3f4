package org.rolegate.core.tracking;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.rolegate.core.model.Replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.core.tracking.IsolationFenceTest.LONGER;
import static org.rolegate.core.tracking.IsolationFenceTest.MASTER;
import static org.rolegate.core.tracking.IsolationFenceTest.REPLICA;
import static org.rolegate.core.tracking.IsolationFenceTest.followed;
import static org.rolegate.core.tracking.Scene.master;
import static org.rolegate.core.tracking.Scene.offset;
import static org.rolegate.core.tracking.Scene.replicaOf;
import static org.rolegate.core.tracking.Scene.unlinked;

/** A replica that stands still is a sign of a cut only if its master has begun to stream to it. */
class ReplicationLinksTest {

    private static final Replication PROMOTED = master("run-2", "r2", "r1");
    private static final Duration BEGUN = Duration.ofNanos(ReplicationLinks.BEGUN_NANOS);

    /** What was measured in a planned failover: a copy loaded in 5 ms, and a stream that began 560 ms later. */
    @Test
    void holdsNobodyAfterAPromotionWhileTheFirstReplicaHasACopyAndNoStreamYet() {
        // Given
        Scene scene = followed(3).announces(1, "+selected-slave", 2).says(2, offset(310, PROMOTED));
        assertThat(scene.elected()).isEqualTo("redis-2");
        scene.ticks(Duration.ofMillis(975)).says(2, offset(700, PROMOTED));

        // When
        scene.says(3, unlinked(replicaOf(2, "r1"), true)).says(3, offset(705, replicaOf(2, "r2")));

        // Then
        for (int i = 1; i <= 22; i++) {
            scene.ticks(Scene.TICK).says(2, offset(705 + 20 * i, PROMOTED)).says(3, offset(705, replicaOf(2, "r2")));
            assertThat(scene.fence()).isEmpty();
        }
        assertThat(scene.tracker.inDoubt())
                .as("asks fast, to see the stream begin")
                .isTrue();
        scene.says(3, offset(1145, replicaOf(2, "r2")));
        assertThat(scene.fence()).isEmpty();

        // When
        scene.ticks(LONGER).says(2, offset(2000, PROMOTED)).ticks(LONGER).says(3, offset(1145, replicaOf(2, "r2")));

        // Then
        assertThat(scene.fence()).as("it is streamed to by now").isEqualTo("ISOLATED");
    }

    @Test
    void waitsNoLongerForAStreamThanAnAcknowledgementTakes() {
        // Given
        Scene scene = linkedAnew().says(1, offset(900, MASTER));

        // When
        scene.ticks(BEGUN.minus(Duration.ofMillis(50))).says(2, offset(301, REPLICA));
        String before = scene.fence();
        scene.ticks(Duration.ofMillis(50)).says(2, offset(301, REPLICA));

        // Then
        assertThat(before).isEmpty();
        assertThat(scene.fence()).isEqualTo("ISOLATED");
    }

    @Test
    void takesALinkForANewOneThatCameUpInAnotherRun() {
        // Given
        Scene scene = followed(2).says(1, offset(900, MASTER)).says(2, offset(900, REPLICA));

        // When
        scene.says(2, inAnotherRun(offset(901, REPLICA)));

        // Then
        assertThat(afterTheMasterWentOn(scene, inAnotherRun(offset(901, REPLICA))))
                .isEmpty();
    }

    @Test
    void takesALinkForANewOneAfterAnotherHistory() {
        // Given
        Scene scene = followed(2).says(2, offset(900, replicaOf(1, "r0")));

        // When
        scene.says(2, offset(301, REPLICA));

        // Then
        assertThat(afterTheMasterWentOn(scene, offset(301, REPLICA))).isEmpty();
    }

    @Test
    void remembersALinkThatOnlyWeLostSightOf() {
        // Given
        Scene scene = followed(2).dies(2).isBack(2, offset(300, REPLICA));

        // Then
        assertThat(afterTheMasterWentOn(scene, offset(300, REPLICA))).isEqualTo("ISOLATED");
    }

    /** Two servers, of which the replica has synchronized again and stands at offset 301. */
    private static Scene linkedAnew() {
        return followed(2)
                .says(2, unlinked(offset(300, REPLICA), true))
                .says(1, offset(301, MASTER))
                .says(2, offset(301, REPLICA));
    }

    private static String afterTheMasterWentOn(Scene scene, Replication replica) {
        return scene.says(1, offset(1900, MASTER))
                .ticks(LONGER)
                .says(2, replica)
                .fence();
    }

    private static Replication inAnotherRun(Replication reported) {
        return new Replication(
                reported.source(),
                reported.role(),
                "another-run",
                reported.replicationId(),
                reported.previousId(),
                reported.offset(),
                reported.master(),
                reported.linkUp(),
                reported.syncing(),
                reported.replicas());
    }
}
