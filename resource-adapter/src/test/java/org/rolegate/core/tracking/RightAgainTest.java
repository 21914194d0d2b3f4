package org.rolegate.core.tracking;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.rolegate.core.model.Replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.core.tracking.Scene.atWork;
import static org.rolegate.core.tracking.Scene.master;
import static org.rolegate.core.tracking.Scene.replicaOf;

/** The only way back to an older master: the failover to the newer one was given up, and the newer one is dead. */
class RightAgainTest {

    private static final Duration LONG = Duration.ofNanos(VoteStability.LONG_NANOS);
    private static final String GIVEN_UP = "-failover-abort-slave-timeout";
    /** What the older master still says. */
    private static final Replication OLDER = master("run-1", "r1", "");

    @ParameterizedTest
    @ValueSource(strings = {"-failover-abort-no-good-slave", "-failover-abort-slave-timeout"})
    void takesTheOlderMasterBackWhenAllConditionsHold(String abort) {
        // Given
        Scene scene = promoted().dies(2).announces(1, abort, 1).allVote(1, 1);

        // When
        scene.ticks(LONG.minus(Scene.TICK.multipliedBy(4))).says(1, OLDER);
        String early = scene.elected();
        scene.ticks(Scene.TICK.multipliedBy(4));

        // Then
        assertThat(early).isEmpty();
        assertThat(scene.elected()).isEqualTo("redis-1");
        assertThat(scene.reason()).contains("the failover to redis-2 was aborted", "3 of 3 Sentinels name redis-1");
        assertThat(scene.fence()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Scene.FALL - 1})
    void doesNotWhileTheNewerOneAnswersOrIsMerelyUnsure(int failures) {
        // Given
        Scene scene = promoted().announces(1, GIVEN_UP, 1).allVote(1, 1);

        // When
        scene.fails(2, failures).ticks(LONG.multipliedBy(3)).says(1, OLDER);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @Test
    void doesNotWithoutTheFailoverGivenUp() {
        // Given
        Scene scene = promoted().dies(2).allVote(1, 1);

        // When
        scene.ticks(LONG.multipliedBy(20)).says(1, OLDER);

        // Then
        assertNobody(scene);
    }

    @Test
    void doesNotForTheWordOfASentinelThatWasNotElectedToCarryItOut() {
        // Given
        Scene scene = promoted()
                .announces(2, "+try-failover", 1)
                .announces(1, "+promoted-slave", 2)
                .dies(2)
                .announces(2, "-failover-abort-not-elected", 1)
                .allVote(1, 1);

        // When
        scene.ticks(LONG.multipliedBy(20)).says(1, master("run-1", "r1", ""));

        // Then
        assertNobody(scene);
    }

    @Test
    void doesNotForAFailoverThatWasGivenUpBeforeTheNewerOneWasAccepted() {
        // Given
        Scene scene = atWork(3, 3)
                .announces(2, "+try-failover", 1)
                .announces(2, "-failover-abort-no-good-slave", 1)
                .announces(1, "+try-failover", 1)
                .announces(1, "+selected-slave", 2)
                .says(2, master("run-2", "r2", "r1"))
                .dies(2)
                .allVote(1, 1);

        // When
        scene.ticks(LONG.multipliedBy(20)).says(1, OLDER);

        // Then
        assertNobody(scene);
    }

    @Test
    void doesNotWhileAnotherFailoverIsUnderWay() {
        // Given
        Scene scene = givenUp().ticks(Duration.ofSeconds(2));

        // When
        scene.announces(3, "+try-failover", 1).ticks(LONG.multipliedBy(2)).says(1, OLDER);

        // Then
        assertNobody(scene);
    }

    @Test
    void doesNotWhileOneSentinelThatAnswersNamesAnother() {
        // Given
        Scene scene = promoted().dies(2).announces(1, GIVEN_UP, 1);

        // When
        scene.votes(1, 1, 1).votes(2, 1, 1).votes(3, 2, 1).ticks(LONG.multipliedBy(3));
        scene.says(1, OLDER);

        // Then
        assertNobody(scene);
    }

    @Test
    void doesSoThoughAMinorityOfTheSentinelsIsSilent() {
        // Given
        Scene scene = givenUp();

        // When
        scene.sentinelFails(3).ticks(LONG.multipliedBy(2)).says(1, OLDER);

        // Then
        assertThat(scene.elected()).isEqualTo("redis-1");
    }

    @Test
    void doesNotWithAMinorityOfTheSentinels() {
        // Given
        Scene scene = givenUp();

        // When
        scene.sentinelFails(2).sentinelFails(3).ticks(LONG.multipliedBy(3)).says(1, OLDER);

        // Then
        assertNobody(scene);
    }

    @Test
    void doesNotByAVoteAtAnEpochOlderThanThatOfTheNewerOne() {
        // Given
        Scene scene = promoted().allVote(2, 2).dies(2).announces(1, GIVEN_UP, 1);

        // When
        scene.allVote(1, 1).ticks(LONG.multipliedBy(3)).says(1, OLDER);

        // Then
        assertNobody(scene);
    }

    @Test
    void doesNotWhileTheOlderOneSaysReplica() {
        // Given
        Scene scene = givenUp();

        // When
        scene.says(1, replicaOf(2, "r2")).ticks(LONG.multipliedBy(3));

        // Then
        assertNobody(scene);
    }

    @Test
    void countsTheVotesFromTheirLastChangeOn() {
        // Given
        Scene scene = givenUp().ticks(LONG.minus(Scene.TICK.multipliedBy(4)));

        // When
        scene.votes(3, 2, 1).votes(3, 1, 1).ticks(LONG.minus(Scene.TICK)).says(1, OLDER);
        String early = scene.elected();
        scene.ticks(Scene.TICK);

        // Then
        assertThat(early).isEmpty();
        assertThat(scene.elected()).isEqualTo("redis-1");
    }

    private static void assertNobody(Scene scene) {
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.suspended()).isEqualTo("redis-2");
    }

    /** The promotion of redis-2 was announced and seen; no Sentinel names it yet. */
    private static Scene promoted() {
        return atWork(3, 3)
                .announces(1, "+try-failover", 1)
                .announces(1, "+selected-slave", 2)
                .says(2, master("run-2", "r2", "r1"));
    }

    /** Then it died, the failover to it was given up, and all Sentinels name the older one again. */
    private static Scene givenUp() {
        return promoted().dies(2).announces(1, GIVEN_UP, 1).allVote(1, 1);
    }
}
