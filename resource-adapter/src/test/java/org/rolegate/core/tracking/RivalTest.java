package org.rolegate.core.tracking;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.core.tracking.Scene.atWork;
import static org.rolegate.core.tracking.Scene.master;
import static org.rolegate.core.tracking.Scene.replicaOf;

/** A stray claim beside a healthy master is no successor when that master falls silent, as long as Sentinels can decide. */
class RivalTest {

    @Test
    void getsNothingWhenTheMasterDiesWhileMostSentinelsNameIt() {
        // When
        Scene scene = strayed(3).dies(1);

        // Then
        assertThat(scene.elected()).isEmpty();
        assertThat(scene.suspended()).isEqualTo("redis-1");
        assertThat(scene.reason()).contains("redis-2 says master and gets nothing");
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
    void isTheSuccessorWhereNoSentinelsCanDecide() {
        assertThat(strayed(0).dies(1).elected()).isEqualTo("redis-2");
        assertThat(strayed(3).sentinelFails(1).sentinelFails(2).dies(1).elected())
                .isEqualTo("redis-2");
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

    /** A replica strays into saying master, and the master goes on. */
    private static Scene strayed(int sentinels) {
        return atWork(3, sentinels).says(2, master("run-2", "r2", "r1")).says(1, master("run-1", "r1", ""));
    }
}
