package org.rolegate.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is told to whom in a planned switchover, and what becomes of the clients, however it goes. */
class SwitchoverTest {

    private static final String HELD = "held: a planned switchover from redis-1 is under way";
    private static final String HELD_FOR_2 = "held: a planned switchover from redis-1 to redis-2 is under way";
    private static final Duration CATCH_UP = Duration.ofSeconds(2);
    private static final Duration PROMOTION = Duration.ofSeconds(10);

    @Test
    void holdsTheClientsTellsTheSentinelAndIsDoneOnlyWhenTheEvidenceSaysSo() throws IOException {
        try (SwitchScene scene = new SwitchScene(1)) {
            // When
            CompletableFuture<String> outcome = scene.begin();
            scene.step();

            // Then
            assertThat(scene.clients).containsExactly(HELD);

            // When
            scene.awaitCommanded();
            await().atMost(SwitchScene.SOON).until(scene.sentinel(1)::toldToFailOver);
            scene.allSay(SwitchScene.OFFSET);
            scene.step();

            // Then
            assertThat(outcome).as("a command taken is no success yet").isNotDone();
            assertThat(scene.clients).containsExactly(HELD);

            // When
            scene.promoted(2);

            // Then
            assertThat(scene.awaitOutcome(outcome))
                    .isEqualTo(
                            "switched from redis-1 to redis-2; clients were held for 10 ms; the switchover took 10 ms");
            assertThat(scene.clients).containsExactly(HELD, "released");
            assertThat(scene.servers)
                    .allSatisfy(server -> assertThat(server.told()).isEmpty());
        }
    }

    @Test
    void tellsTheMasterWhereThereAreNoSentinelsAndHurriesTheTarget() throws IOException {
        try (SwitchScene scene = new SwitchScene(0)) {
            // When
            CompletableFuture<String> outcome = scene.begin("redis-2");
            scene.awaitCommanded();

            // Then
            await().atMost(SwitchScene.SOON).untilAsserted(() -> assertThat(
                            scene.redis(1).told())
                    .containsExactly("FAILOVER TO 127.0.0.1 " + scene.at(2).port() + " TIMEOUT 3000"));
            await().atMost(SwitchScene.SOON)
                    .untilAsserted(() -> assertThat(scene.redis(2).told())
                            .containsExactly("REPLCONF GETACK *", "REPLCONF GETACK *"));
            assertThat(outcome).isNotDone();

            // When
            scene.promoted(2);

            // Then
            assertThat(scene.awaitOutcome(outcome)).startsWith("switched from redis-1 to redis-2; ");
            assertThat(scene.clients).containsExactly(HELD_FOR_2, "released");
            assertThat(scene.redis(3).told()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void touchesNobodyForATargetThatCannotBePromoted(int sentinels) throws IOException {
        try (SwitchScene scene = new SwitchScene(sentinels)) {
            // Given
            scene.replicaSays(3, SwitchScene.OFFSET, false);

            // Then
            assertThat(scene.awaitOutcome(scene.begin("redis-9")))
                    .isEqualTo("there is no server 'redis-9' in group main");
            assertThat(scene.awaitOutcome(scene.begin("redis-1"))).isEqualTo("redis-1 is already the master");
            assertThat(scene.awaitOutcome(scene.begin("redis-3")))
                    .isEqualTo("redis-3 is not a replica of redis-1 that is up, ready, linked and not loading");
            assertThat(scene.clients).isEmpty();
            scene.assertNobodyWasTold();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void letsTheClientsGoOnWhenTheTargetIsTooFarBehind(int sentinels) throws IOException {
        try (SwitchScene scene = new SwitchScene(sentinels)) {
            // Given
            CompletableFuture<String> outcome = scene.begin("redis-2");
            scene.awaitHeld();
            scene.allSay(SwitchScene.OFFSET);
            scene.replicaSays(2, SwitchScene.OFFSET - 1, true);
            scene.step();
            assertThat(outcome).isNotDone();

            // When
            scene.clock.turn(CATCH_UP);

            // Then
            assertThat(scene.awaitOutcome(outcome))
                    .isEqualTo("switchover aborted: redis-2 did not catch up with redis-1 within 2000 ms:"
                            + " redis-1 is at offset 1000, redis-2 is at offset 999");
            assertThat(scene.clients).containsExactly(HELD_FOR_2, "released");
            scene.assertNobodyWasToldToFailOver();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'-INPROG Failover already in progress\r\n', refused: INPROG Failover already in progress",
        "'', did not confirm the failover command: no reply within 2000 ms",
    })
    void letsTheClientsGoOnWhenTheSentinelRefusesOrIsSilent(String answer, String what) throws IOException {
        try (SwitchScene scene = new SwitchScene(1)) {
            // Given
            scene.sentinel(1).failover = answer;

            // When
            CompletableFuture<String> outcome = scene.begin();
            scene.awaitCommanded();

            // Then
            assertThat(scene.awaitOutcome(outcome)).isEqualTo("switchover aborted: sentinel-1 " + what);
            assertThat(scene.clients).containsExactly(HELD, "released");
        }
    }

    @Test
    void letsTheClientsGoOnWhenTheMasterRefuses() throws IOException {
        try (SwitchScene scene = new SwitchScene(0)) {
            // Given
            scene.redis(1).failover = "-ERR FAILOVER target HOST and PORT is not a replica.\r\n";

            // When
            CompletableFuture<String> outcome = scene.begin("redis-2");
            scene.awaitCommanded();

            // Then
            assertThat(scene.awaitOutcome(outcome))
                    .isEqualTo(
                            "switchover aborted: redis-1 refused: ERR FAILOVER target HOST and PORT is not a replica.");
            assertThat(scene.clients).containsExactly(HELD_FOR_2, "released");
        }
    }

    @Test
    void letsTheClientsGoOnWhenTheSentinelIsGone() throws IOException {
        try (SwitchScene scene = new SwitchScene(1)) {
            // Given
            scene.sentinel(1).close();

            // When
            CompletableFuture<String> outcome = scene.begin();
            scene.awaitCommanded();

            // Then
            assertThat(scene.awaitOutcome(outcome))
                    .isEqualTo(
                            "switchover aborted: sentinel-1 did not confirm the failover command: connection refused");
            assertThat(scene.clients).containsExactly(HELD, "released");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void letsTheClientsGoOnWhenNobodyIsPromotedInTime(int sentinels) throws IOException {
        try (SwitchScene scene = new SwitchScene(sentinels)) {
            // Given
            CompletableFuture<String> outcome = scene.begin();
            scene.awaitCommanded();
            scene.clock.turn(PROMOTION.minusMillis(1));
            scene.step();
            assertThat(scene.clients).containsExactly(HELD);

            // Then
            assertThat(scene.awaitOutcome(outcome, PROMOTION))
                    .isEqualTo("switchover aborted: no other server became master within 10000 ms after the command");
            assertThat(scene.clients).containsExactly(HELD, "released");
        }
    }

    @Test
    void isNoSuccessWhenAnotherOneThanTheTargetIsPromoted() throws IOException {
        try (SwitchScene scene = new SwitchScene(1)) {
            // Given
            CompletableFuture<String> outcome = scene.begin("redis-2");
            scene.awaitCommanded();

            // When
            scene.promoted(3);

            // Then
            assertThat(scene.awaitOutcome(outcome))
                    .isEqualTo("switchover aborted: redis-3 became master instead of redis-2");
            assertThat(scene.clients).containsExactly(HELD_FOR_2, "released");
        }
    }

    @Test
    void beginsOnlyOneAtATimeAndAnotherOneAfterIt() throws IOException {
        try (SwitchScene scene = new SwitchScene(1)) {
            // Given
            scene.sentinel(1).takesNote = false;
            CompletableFuture<String> first = scene.begin("redis-2");

            // Then
            assertThat(scene.awaitOutcome(scene.begin("redis-3"))).isEqualTo("a switchover is already in progress");

            // When
            scene.sentinel(1).takesNote = true;
            scene.awaitHeld();

            // Then
            assertThat(scene.awaitOutcome(scene.begin())).isEqualTo("a switchover is already in progress");

            // When
            assertThat(scene.awaitOutcome(first, CATCH_UP)).startsWith("switchover aborted: redis-2 did not catch up");
            CompletableFuture<String> second = scene.begin();
            scene.step();

            // Then
            assertThat(second).isNotDone();
            assertThat(scene.clients).containsExactly(HELD_FOR_2, "released", HELD);
        }
    }

    @Test
    void anAnswerThatComesLateIsNoneToTheNextSwitchover() throws IOException {
        try (SwitchScene scene = new SwitchScene(1)) {
            // Given
            scene.sentinel(1).failover = "-NOGOODSLAVE No suitable replica to promote\r\n";
            scene.sentinel(1).script.keepSilent();
            CompletableFuture<String> first = scene.begin();
            scene.awaitCommanded();
            await().atMost(SwitchScene.SOON).until(scene.sentinel(1)::toldToFailOver);
            scene.clock.turn(PROMOTION);
            scene.step();
            assertThat(first).isCompletedExceptionally();
            CompletableFuture<String> second = scene.begin();
            scene.step();

            // When
            scene.sentinel(1).script.speak();
            await().atMost(SwitchScene.SOON)
                    .until(() -> scene.sentinel(1).script.connections() == 0);
            scene.settle();
            scene.step();

            // Then
            assertThat(second).isNotDone();
            assertThat(scene.clients).containsExactly(HELD, "released", HELD);
        }
    }

    @Test
    void aFaultHoldsNobodyForEver() throws IOException {
        try (SwitchScene scene = new SwitchScene(1)) {
            // Given
            CompletableFuture<String> outcome = scene.begin();

            // When
            scene.step(new Switchover.Clients() {
                @Override
                public void hold(String why) {
                    scene.clients.add(why);
                    throw new IllegalArgumentException("out of order");
                }

                @Override
                public void release() {
                    scene.clients.add("released");
                }
            });

            // Then
            assertThat(scene.awaitOutcome(outcome))
                    .isEqualTo("switchover aborted: internal error:"
                            + " java.lang.IllegalArgumentException: out of order");
            assertThat(scene.clients).hasSize(2).endsWith("released");
        }
    }

    @Test
    void endsWithRolegateAndBeginsNoMore() throws IOException {
        try (SwitchScene scene = new SwitchScene(1)) {
            // Given
            CompletableFuture<String> outcome = scene.begin();
            scene.awaitHeld();

            // When
            scene.stop();

            // Then
            assertThat(scene.awaitOutcome(outcome)).isEqualTo("Rolegate is stopping");
            assertThat(scene.awaitOutcome(scene.begin())).isEqualTo("Rolegate is stopping");
            scene.allSay(SwitchScene.OFFSET);
            scene.step();
            scene.assertNobodyWasTold();
        }
    }
}
