package org.rolegate.core.event;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Role;
import org.rolegate.core.record.Film;

import static org.assertj.core.api.Assertions.assertThat;

/** What is reported once, however often the topology changes meanwhile. */
class ReportsTest {

    private final Film film = Film.atWork();
    private final List<String> reported = new ArrayList<>();

    ReportsTest() {
        film.listener(this::report);
    }

    private void report(TopologyEvent event) {
        if (event instanceof TopologyEvent.FenceConfirmed began) {
            reported.add(began.fence().kind().keyword() + " begins");
        } else if (event instanceof TopologyEvent.ConfirmedFenceEnded ended) {
            reported.add(ended.fence().kind().keyword() + " over after " + ended.lastedMillis());
        } else if (event instanceof TopologyEvent.StaleClaimFound found) {
            reported.add(found.server().id() + " makes a stale claim");
        }
    }

    @Test
    void aFenceIsReportedOnceWhenItBeginsAndOnceWhenItEnds() {
        film.fenced(Fence.Kind.FAILOVER, "announced").play();
        film.wait(5).play().wait(5).free().play().play();

        assertThat(reported).containsExactly("failover begins", "failover over after 10");
    }

    @Test
    void aGraverFenceIsReportedToo() {
        film.fenced(Fence.Kind.ISOLATED, "cut off").play();
        film.wait(100).fenced(Fence.Kind.FAILOVER, "announced").play();
        film.wait(100).free().play();

        assertThat(reported).containsExactly("isolated begins", "failover begins", "failover over after 200");
    }

    @Test
    void aShortSleepIsNotReported() {
        film.fenced(Fence.Kind.ASLEEP, "stood still")
                .play()
                .wait(999)
                .play()
                .free()
                .play();

        assertThat(reported).isEmpty();
    }

    @Test
    void aLongSleepIsReportedOnceItIsLong() {
        film.fenced(Fence.Kind.ASLEEP, "stood still")
                .play()
                .wait(999)
                .play()
                .wait(1)
                .play()
                .play();
        film.wait(500).free().play();

        assertThat(reported).containsExactly("asleep begins", "asleep over after 1500");
    }

    @Test
    void aStaleClaimIsReportedOnceUntilItIsGivenUp() {
        film.says(2, Role.MASTER, "r9", "", 1).play().wait(10).play();
        film.nobody("gone").play().elected(1, "back").play();
        film.says(2, Role.REPLICA, "r1", "", 1).play();
        film.says(2, Role.MASTER, "r9", "", 1).play();

        assertThat(reported).containsExactly("redis-2 makes a stale claim", "redis-2 makes a stale claim");
    }

    @Test
    void theMasterBeforeMakesAStaleClaimIfItStillReportsRoleMaster() {
        film.says(2, Role.MASTER, "r2", "r1", 1000).elected(2, "promoted").play();

        assertThat(reported).containsExactly("redis-1 makes a stale claim");
    }

    @Test
    void withoutAMasterNoClaimIsStale() {
        film.dies(1).nobody("gone").play();
        film.says(2, Role.MASTER, "r2", "r1", 1000).play();
        film.elected(2, "promoted").play();

        assertThat(reported).isEmpty();
    }

    @Test
    void oneOfTwoThatBothReportRoleMasterBeforeTheElectionMakesAStaleClaim() {
        Film young = new Film().listener(this::report);
        young.says(1, Role.MASTER, "r1", "", 1)
                .says(2, Role.MASTER, "r2", "", 1)
                .play();

        young.elected(2, "voted").play();

        assertThat(reported).containsExactly("redis-1 makes a stale claim");
    }
}
