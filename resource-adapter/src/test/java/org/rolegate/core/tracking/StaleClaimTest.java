package org.rolegate.core.tracking;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.core.tracking.Scene.atWork;
import static org.rolegate.core.tracking.Scene.leftAt;
import static org.rolegate.core.tracking.Scene.master;
import static org.rolegate.core.tracking.Scene.offset;
import static org.rolegate.core.tracking.Scene.replicaOf;

/** A stray claim beside a healthy master is no successor when that master falls silent, as long as Sentinels can decide. */
class StaleClaimTest {

    @Test
    void getsNothingWhenTheMasterDiesWhileMostSentinelsNameIt() {
        // When
        Scene scene = strayed(3).dies(1);

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.suspended()).isEqualTo("redis-1");
        assertThat(scene.reason()).contains("redis-2 reports role master and gets no traffic");
    }

    @Test
    void getsNothingThoughItWasSilentMeanwhile() {
        // When
        Scene scene = strayed(3).dies(2).isBack(2, master("run-2", "r2", "r1")).dies(1);

        // Then
        assertThat(scene.elected()).isEmpty();
    }

    @Test
    void isTheSuccessorOnceASentinelAnnouncesItOrMostNameIt() {
        assertThat(strayed(3).dies(1).announces(1, "+selected-slave", 2).elected())
                .isEqualTo("redis-2");
        assertThat(strayed(3).dies(1).allVote(2, 2).elected()).isEqualTo("redis-2");
    }

    @Test
    void isTheSuccessorWhereThereAreNoSentinelsToDecide() {
        assertThat(strayed(0).dies(1).elected()).isEqualTo("redis-2");
    }

    @Test
    void waitsForSentinelsThatAreSilentOrAreJustSpreadingTheNews() {
        assertThat(strayed(3).sentinelFails(1).sentinelFails(2).dies(1).elected())
                .isEmpty();
        assertThat(strayed(3).dies(1).votes(1, 3, 2).elected()).isEmpty();
    }

    @Test
    void remainsOneWhenTheMasterComesBackInANewRun() {
        // Given
        Scene scene = strayed(3).dies(1);

        // When
        scene.says(1, master("run-1b", "r9", ""));

        // Then
        assertThat(scene.elected()).isEmpty();
    }

    @Test
    void isWhoeverSaysMasterWhileTheSentinelsAreContentWithAMasterThatIsSilentToUs() {
        // Given
        Scene scene = atWork(3, 3).dies(1).allVote(1, 1).says(2, master("run-2", "r2", "r1"));
        assertThat(scene.elected()).isEmpty();

        // When
        scene.allVote(1, 1).votes(2, Scene.at(1), 1, false, false);

        // Then
        assertThat(scene.elected()).isEmpty();
    }

    @Test
    void isNoneWhoSaysMasterAfterTheSentinelsNoticedTheDeathToo() {
        // Given
        Scene scene = atWork(3, 3).dies(1).allVote(1, 1).votes(2, Scene.at(1), 1, false, false);

        // When
        scene.says(2, master("run-2", "r2", "r1"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @Test
    void isAMasterThatTheSentinelsHaveSuperseded() {
        // Given
        Scene scene = atWork(3, 3)
                .dies(1)
                .says(2, master("run-2", "r2", "r1"))
                .says(1, master("run-1", "r3", "r2"))
                .allVote(1, 2);
        scene.isBack(1, master("run-1", "r1", "")).allVote(1, 2);
        assertThat(scene.elected()).isEqualTo("redis-1");

        // When
        scene.votes(3, Scene.at(1), 2, false, false).dies(1);

        // Then
        assertThat(scene.elected()).isEmpty();
    }

    @Test
    void isTheSuccessorWhenItWasPromotedAfterTheLastWordOfTheMaster() {
        assertThat(atWork(3, 3).says(2, master("run-2", "r2", "r1")).dies(1).elected())
                .isEqualTo("redis-2");
    }

    @Test
    void isTheSuccessorWhenItWasDemotedAndPromotedAnew() {
        // When
        Scene scene = strayed(3).says(2, replicaOf(1, "r1")).dies(1).says(2, master("run-2", "r3", "r1"));

        // Then
        assertThat(scene.elected()).isEqualTo("redis-2");
    }

    @Test
    void isWhoeverWasPromotedOutOfFarLessThanTheMasterHadAndIsSeenOnlyNow() {
        assertThat(writtenTo(3)
                        .dies(1)
                        .says(2, leftAt(1_001, master("run-2", "r2", "r1")))
                        .elected())
                .isEmpty();
        assertThat(writtenTo(3)
                        .dies(1)
                        .says(2, leftAt(1_001, master("run-2", "r2", "r1")))
                        .allVote(2, 2)
                        .elected())
                .isEqualTo("redis-2");
    }

    @Test
    void isNobodyWhoWasPromotedOutOfNearlyAllThatTheMasterHad() {
        assertThat(writtenTo(3)
                        .dies(1)
                        .says(2, leftAt(9_001, master("run-2", "r2", "r1")))
                        .elected())
                .isEqualTo("redis-2");
        assertThat(writtenTo(0)
                        .dies(1)
                        .says(2, leftAt(1_001, master("run-2", "r2", "r1")))
                        .elected())
                .as("without Sentinels an operator's word has to do")
                .isEqualTo("redis-2");
    }

    /** The master was seen to write a thousand bytes a second up to an offset of 10000. */
    private static Scene writtenTo(int sentinels) {
        Scene scene = atWork(3, sentinels);
        for (long offset = 1_000; offset <= 10_000; offset += 1_000) {
            scene.ticker.forward(Duration.ofSeconds(1));
            scene.says(1, offset(offset, master("run-1", "r1", "")));
        }
        return scene;
    }

    /** A replica strays into saying master, and the master goes on. */
    private static Scene strayed(int sentinels) {
        return atWork(3, sentinels).says(2, master("run-2", "r2", "r1")).says(1, master("run-1", "r1", ""));
    }
}
