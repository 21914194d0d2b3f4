package org.rolegate.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** How the Sentinels are made to promote the target that was named, and that nothing of it stays behind. */
class SentinelPreferenceTest {

    private static final String ASKS = "CONFIG GET replica-priority";
    private static final String BEFORE = "42";
    private static final String RESTORE = "CONFIG SET replica-priority " + BEFORE;
    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(15);
    private static final String NO_PERMISSION = "-NOPERM this user has no permissions to run the 'config' command\r\n";

    @Test
    void prefersTheTargetBeforeTheSentinelIsToldAndRestoresItsPriorityAfterwards() throws IOException {
        try (SwitchScene scene = scene()) {
            // When
            CompletableFuture<String> outcome = scene.begin("redis-2");
            scene.awaitCommanded();
            await().atMost(SwitchScene.SOON).until(scene.sentinel(1)::toldToFailOver);

            // Then
            assertThat(scene.redis(2).told()).containsExactly(ASKS, SwitchScene.PREFER);

            // When
            scene.promoted(2);

            // Then
            assertThat(scene.awaitOutcome(outcome)).startsWith("switched from redis-1 to redis-2; ");
            awaitRestored(scene);
            assertThat(scene.redis(1).told()).isEmpty();
            assertThat(scene.redis(3).told()).isEmpty();
        }
    }

    @Test
    void holdsNobodyUntilTheSentinelHasTakenNote() throws IOException {
        try (SwitchScene scene = scene()) {
            // Given
            scene.sentinel(1).takesNote = false;
            scene.begin("redis-2");

            // When
            await().atMost(SwitchScene.SOON).until(() -> {
                scene.step();
                return scene.sentinel(1).askedForReplicas() == 2;
            });

            // Then
            assertThat(scene.clients).isEmpty();

            // When
            scene.sentinel(1).takesNote = true;
            scene.awaitHeld();

            // Then
            assertThat(scene.sentinel(1).askedForReplicas()).isEqualTo(3);
        }
    }

    @Test
    void restoresThePriorityWhenTheSentinelTakesNoNote() throws IOException {
        try (SwitchScene scene = scene()) {
            // Given
            scene.sentinel(1).takesNote = false;
            CompletableFuture<String> outcome = scene.begin("redis-2");
            await().atMost(SwitchScene.SOON).until(() -> scene.sentinel(1).askedForReplicas() > 0);

            // When
            scene.clock.turn(KNOWN_WITHIN.plusMillis(1));

            // Then
            assertThat(scene.awaitOutcome(outcome))
                    .isEqualTo("switchover aborted: the Sentinels did not report replica-priority 1 of redis-2"
                            + " within 15 s");
            awaitRestored(scene);
            assertThat(scene.clients).isEmpty();
        }
    }

    @Test
    void restoresThePriorityWhenTheSentinelRefusesTheFailover() throws IOException {
        try (SwitchScene scene = scene()) {
            // Given
            scene.sentinel(1).failover = "-NOGOODSLAVE No suitable replica to promote\r\n";

            // When
            CompletableFuture<String> outcome = scene.begin("redis-2");
            scene.awaitCommanded();

            // Then
            assertThat(scene.awaitOutcome(outcome))
                    .isEqualTo("switchover aborted: sentinel-1 refused: NOGOODSLAVE No suitable replica to promote");
            awaitRestored(scene);
            assertThat(scene.clients).hasSize(2).endsWith("released");
        }
    }

    @Test
    void restoresThePriorityWhenTheTargetDoesNotCatchUp() throws IOException {
        try (SwitchScene scene = scene()) {
            // Given
            CompletableFuture<String> outcome = scene.begin("redis-2");
            scene.awaitHeld();

            // Then
            assertThat(scene.awaitOutcome(outcome, Duration.ofSeconds(2))).contains("redis-2 did not catch up");
            awaitRestored(scene);
        }
    }

    @Test
    void restoresThePriorityWhenTheTargetIsLostMeanwhile() throws IOException {
        try (SwitchScene scene = scene()) {
            // Given
            scene.sentinel(1).takesNote = false;
            CompletableFuture<String> outcome = scene.begin("redis-2");
            await().atMost(SwitchScene.SOON).until(() -> scene.sentinel(1).askedForReplicas() > 0);

            // When
            scene.replicaSays(2, SwitchScene.OFFSET, false);
            scene.sentinel(1).takesNote = true;

            // Then
            assertThat(scene.awaitOutcome(outcome))
                    .isEqualTo("redis-2 is not a replica of redis-1 that is up, ready, linked and not loading");
            awaitRestored(scene);
            assertThat(scene.clients).isEmpty();
        }
    }

    @Test
    void beginsNothingWhileAnotherOneIsPreferredToo() throws IOException {
        try (SwitchScene scene = scene()) {
            // Given
            scene.redis(3).priority = "1";

            // When
            CompletableFuture<String> outcome = scene.begin("redis-2");

            // Then
            assertThat(scene.awaitOutcome(outcome))
                    .isEqualTo("switchover aborted: " + scene.at(3)
                            + " also has replica-priority 1; the Sentinels could choose either");
            awaitRestored(scene);
            assertThat(scene.redis(3).priority).isEqualTo("1");
            assertThat(scene.clients).isEmpty();
        }
    }

    @Test
    void saysWhatIsMissingWhenTheTargetMayNotBeConfigured() throws IOException {
        try (SwitchScene scene = scene()) {
            // Given
            scene.redis(2).noConfig = NO_PERMISSION;

            // When
            CompletableFuture<String> outcome = scene.begin("redis-2");

            // Then
            assertThat(scene.awaitOutcome(outcome))
                    .isEqualTo(
                            "switchover aborted: redis-2 refused CONFIG GET: NOPERM this user has no permissions to run"
                                    + " the 'config' command (a named target needs the ACL rights +config|get and +config|set)");
            assertThat(scene.redis(2).told()).containsExactly(ASKS);
            assertThat(scene.clients).isEmpty();
            assertThat(scene.sentinel(1).askedForReplicas()).isZero();
        }
    }

    @Test
    void touchesNothingWhenNoSentinelCanBeAsked() throws IOException {
        try (SwitchScene scene = scene()) {
            // Given
            scene.sentinelTilts(1);

            // Then
            assertThat(scene.awaitOutcome(scene.begin("redis-2")))
                    .isEqualTo("no Sentinel is available for the failover");
            scene.assertNobodyWasTold();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void knowsTheTargetByTheAddressThatTheSentinelHasOfIt(String host) throws IOException {
        try (SwitchScene scene = scene()) {
            // Given
            scene.sentinel(1).host = host;
            scene.reachedHost = host;
            scene.allSay(SwitchScene.OFFSET);

            // When
            scene.begin("redis-2");

            // Then
            scene.awaitHeld();
        }
    }

    /** Another one may not have taken note: it would promote whom it likes. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void asksNoOtherSentinelForTheFailoverThanTheOneThatHasTakenNote(int sentinels) throws IOException {
        try (SwitchScene scene = scene(sentinels)) {
            // Given
            scene.sentinels.stream().skip(1).forEach(other -> other.takesNote = false);
            CompletableFuture<String> outcome = scene.begin("redis-2");
            scene.awaitHeld();

            // When
            scene.sentinelFails(1);
            scene.allSay(SwitchScene.OFFSET);
            scene.step();

            // Then
            assertThat(scene.awaitOutcome(outcome))
                    .isEqualTo(
                            "switchover aborted: sentinel-1, which knows the target, is not available for the failover");
            awaitRestored(scene);
            scene.assertNobodyWasToldToFailOver();
        }
    }

    @Test
    void restoresThePriorityWhenRolegateStopsWhileItWaitsForTheSentinel() throws IOException {
        try (SwitchScene scene = scene()) {
            // Given
            scene.sentinel(1).takesNote = false;
            CompletableFuture<String> outcome = scene.begin("redis-2");
            await().atMost(SwitchScene.SOON).until(() -> scene.sentinel(1).askedForReplicas() > 0);

            // When
            scene.stop();

            // Then
            assertThat(scene.awaitOutcome(outcome)).isEqualTo("Rolegate is stopping");
            awaitRestored(scene);
        }
    }

    private static SwitchScene scene() throws IOException {
        return scene(1);
    }

    private static SwitchScene scene(int sentinels) throws IOException {
        SwitchScene scene = new SwitchScene(sentinels);
        scene.redis(2).priority = BEFORE;
        return scene;
    }

    private static void awaitRestored(SwitchScene scene) {
        await().atMost(SwitchScene.SOON)
                .untilAsserted(() -> assertThat(scene.redis(2).told())
                        .startsWith(ASKS, SwitchScene.PREFER)
                        .endsWith(RESTORE));
        assertThat(scene.redis(2).priority).isEqualTo(BEFORE);
    }
}
