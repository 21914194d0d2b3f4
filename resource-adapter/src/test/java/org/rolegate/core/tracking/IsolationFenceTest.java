package org.rolegate.core.tracking;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.rolegate.core.config.RestartedEmpty;
import org.rolegate.core.config.SafetySettings;
import org.rolegate.core.model.CheckStatus;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.Replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.core.tracking.Scene.master;
import static org.rolegate.core.tracking.Scene.offset;
import static org.rolegate.core.tracking.Scene.replicaOf;
import static org.rolegate.core.tracking.Scene.unlinked;

/** A master whose replicas do not move while it does is held to be cut off. */
class IsolationFenceTest {

    private static final Duration WINDOW = Duration.ofMillis(400);
    static final Duration LONGER = WINDOW.plus(Scene.TICK);
    static final Replication MASTER = master("run-1", "r1", "");
    static final Replication REPLICA = replicaOf(1, "r1");

    @Test
    void comesWhenNoReplicaHasWhatTheMasterHadAWindowAgo() {
        // Given
        Scene scene = followed(2).says(1, offset(900, MASTER));

        // When
        scene.ticks(LONGER).says(2, offset(300, REPLICA));

        // Then
        assertThat(scene.fence()).isEqualTo("ISOLATED");
        assertThat(scene.elected()).isEqualTo("redis-1");
        assertThat(scene.topology().fence().orElseThrow().reason())
                .isEqualTo("redis-1 looks isolated: no replica has the data that it had 400 ms ago;"
                        + " 3 of 3 Sentinels name redis-1 at epoch 1");
        assertThat(scene.tracker.inDoubt()).isTrue();
    }

    @Test
    void liftsAsSoonAsAReplicaReachesAgain() {
        // Given
        Scene scene = cutOff(2);

        // When
        scene.says(2, offset(899, REPLICA));
        String almost = scene.fence();
        scene.says(2, offset(900, REPLICA));

        // Then
        assertThat(almost).isEqualTo("ISOLATED");
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void staysAwayWhileOneOfSeveralReplicasFollows() {
        // Given
        Scene scene = followed(3).says(1, offset(900, MASTER));

        // When
        scene.ticks(LONGER).says(2, offset(300, REPLICA)).says(3, offset(900, REPLICA));

        // Then
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void isNotArmedBeforeAReplicaFollowed() {
        // Given
        Scene scene = new Scene(2, 0).says(1, offset(900, MASTER)).says(2, offset(50, REPLICA));
        assertThat(scene.elected()).isEqualTo("redis-1");

        // When
        for (int i = 0; i < 10; i++) {
            scene.ticks(LONGER).says(1, offset(1000 + i, MASTER)).says(2, offset(50, REPLICA));

            // Then
            assertThat(scene.fence()).isEmpty();
        }
    }

    @Test
    void isUnarmedByAPromotionUntilAReplicaFollowsTheNewMaster() {
        // Given
        Scene scene = followed(3)
                .dies(1)
                .says(2, offset(310, master("run-2", "r2", "r1")))
                .ticks(LONGER)
                .says(2, offset(900, master("run-2", "r2", "r1")))
                .ticks(LONGER);

        // When
        scene.says(3, offset(300, replicaOf(1, "r1"))).says(3, offset(310, replicaOf(2, "r2")));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void doesNotComeWhenTheReplicasAreDead() {
        // Given
        Scene scene = followed(3);

        // When
        scene.refuses(2).refuses(3).says(1, offset(900, MASTER));

        // Then
        assertStaysAway(scene);
    }

    @Test
    void doesNotComeWhenTheOnlyReplicaIsRestarted() {
        // Given
        Scene scene = followed(2);

        // When
        scene.refuses(2).says(1, offset(900, MASTER)).ticks(LONGER);
        String down = scene.fence();
        scene.says(2, unlinked(offset(300, REPLICA), false)).ticks(LONGER);
        String up = scene.fence();
        scene.says(2, unlinked(offset(300, REPLICA), true)).ticks(LONGER).says(1, offset(1900, MASTER));
        String syncing = scene.fence();
        scene.says(2, offset(1900, REPLICA));

        // Then
        assertThat(down + up + syncing).isEmpty();
        assertStaysAway(scene);
    }

    @Test
    void doesNotComeWhenTheReplicasAreLoading() {
        // Given
        Scene scene = followed(2).says(1, offset(900, MASTER)).ticks(WINDOW.minus(Scene.TICK));

        // When
        for (int i = 0; i < 10; i++) {
            scene.ticks(Scene.TICK)
                    .after(new Observation.ServerFailed(
                            "redis-2",
                            scene.ticker.nanos(),
                            scene.ticker.nanos(),
                            CheckStatus.L7STS,
                            "LOADING",
                            false));

            // Then
            assertThat(scene.fence()).isEmpty();
        }
    }

    @Test
    void doesNotComeWhenTheReplicasArePausedWhileMostSentinelsAnswer() {
        // Given
        Scene scene = followed(3).sentinelFails(3);

        // When
        scene.says(1, offset(900, MASTER)).fails(2, 1).fails(3, 1);

        // Then
        assertStaysAway(scene);
    }

    @Test
    void comesWhenAllReplicasAndMostSentinelsAreSilent() {
        // Given
        Scene scene = followed(3).says(1, offset(900, MASTER));

        // When
        scene.fails(2, 1).fails(3, 1).sentinelFails(1).ticks(LONGER);
        String one = scene.fence();
        scene.sentinelFails(2);

        // Then
        assertThat(one).isEmpty();
        assertThat(scene.fence()).isEqualTo("ISOLATED");
        assertThat(scene.topology().fence().orElseThrow().reason())
                .isEqualTo("redis-1 looks isolated: no replica has the data that it had 400 ms ago;"
                        + " 1 of 3 Sentinels name redis-1 at epoch 1, 2 are needed");
        assertThat(scene.votes(1, 2, 1).fence())
                .as("most answer again, and not all name it")
                .isEqualTo("ISOLATED");
        assertThat(scene.votes(1, 1, 1).fence())
                .as("most name it again, and the replicas may still be alive elsewhere")
                .isEqualTo("ISOLATED");
        assertThat(scene.fails(2, 2).fails(3, 2).fence())
                .as("most name it again, and the replicas are down")
                .isEmpty();
    }

    @Test
    void doesNotComeForAMasterWithNothingNewWhoeverIsSilent() {
        // Given
        Scene scene = followed(3);

        // When
        scene.fails(2, 1).fails(3, 1).sentinelFails(1).sentinelFails(2);

        // Then
        for (int i = 0; i < 10; i++) {
            scene.ticks(LONGER).says(1, offset(300, MASTER));
            assertThat(scene.fence()).isEmpty();
        }
    }

    @Test
    void liftsWhenTheReplicaLosesItsLink() {
        // Given
        Scene scene = cutOff(2);

        // When
        scene.says(2, unlinked(offset(300, REPLICA), false));

        // Then
        assertThat(scene.fence()).isEmpty();
    }

    @Test
    void neverComesWhenSwitchedOff() {
        // Given
        Scene scene =
                follow(Scene.atWork(Scene.group(2, new SafetySettings(Duration.ZERO, RestartedEmpty.ALARM)), 3), 2);

        // When
        scene.says(1, offset(900, MASTER)).ticks(LONGER).says(2, offset(300, REPLICA));

        // Then
        assertThat(scene.fence()).isEmpty();
        assertThat(scene.tracker.inDoubt()).isFalse();
    }

    private static void assertStaysAway(Scene scene) {
        for (int i = 0; i < 40; i++) {
            scene.ticks(Scene.TICK).says(1, offset(2000 + 100 * i, MASTER));
            assertThat(scene.fence()).isEmpty();
        }
    }

    /** A set at work whose replicas had all that the master had. */
    static Scene followed(int servers) {
        return follow(Scene.atWork(servers, 3), servers);
    }

    private static Scene follow(Scene scene, int servers) {
        scene.says(1, offset(300, MASTER)).ticks(LONGER);
        for (int n = 2; n <= servers; n++) {
            scene.says(n, offset(300, REPLICA));
        }
        return scene;
    }

    static Scene cutOff(int servers) {
        return followed(servers).says(1, offset(900, MASTER)).ticks(LONGER).says(2, offset(300, REPLICA));
    }
}
