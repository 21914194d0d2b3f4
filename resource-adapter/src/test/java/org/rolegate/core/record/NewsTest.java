package org.rolegate.core.record;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Role;

import static org.assertj.core.api.Assertions.assertThat;

class NewsTest {

    private final Film film = Film.atWork();
    private final FenceNews fences = new FenceNews();
    private final Rivals rivals = new Rivals();
    private final List<String> told = new ArrayList<>();

    NewsTest() {
        film.listener(change -> {
            fences.look(change.after(), film.ticker().nanos())
                    .ifPresent(news -> told.add(news.fence().kind().word()
                            + (news.over() ? " over after " + news.lastedMillis() : " begins")));
            rivals.look(change.after()).forEach(view -> told.add(view.id() + " is a rival"));
        });
    }

    @Test
    void aFenceIsToldOnceWhenItBeginsAndOnceWhenItEnds() {
        film.fenced(Fence.Kind.FAILOVER, "announced").play();
        film.wait(5).play().wait(5).free().play().play();

        assertThat(told).containsExactly("failover begins", "failover over after 10");
    }

    @Test
    void aGraverFenceIsToldToo() {
        film.fenced(Fence.Kind.ISOLATED, "cut off").play();
        film.wait(100).fenced(Fence.Kind.FAILOVER, "announced").play();
        film.wait(100).free().play();

        assertThat(told).containsExactly("isolated begins", "failover begins", "failover over after 200");
    }

    @Test
    void aShortSleepIsNoNews() {
        film.fenced(Fence.Kind.ASLEEP, "stood still")
                .play()
                .wait(999)
                .play()
                .free()
                .play();

        assertThat(told).isEmpty();
    }

    @Test
    void aLongSleepIsToldOnceItIsLong() {
        film.fenced(Fence.Kind.ASLEEP, "stood still")
                .play()
                .wait(999)
                .play()
                .wait(1)
                .play()
                .play();
        film.wait(500).free().play();

        assertThat(told).containsExactly("asleep begins", "asleep over after 1500");
    }

    @Test
    void aSecondClaimantIsToldOncePerAppearance() {
        film.says(2, Role.MASTER, "r9", "", 1).play().wait(10).play();
        film.nobody("gone").play().elected(1, "back").play();
        film.says(2, Role.REPLICA, "r1", "", 1).play();
        film.says(2, Role.MASTER, "r9", "", 1).play();

        assertThat(told).containsExactly("redis-2 is a rival", "redis-2 is a rival");
    }

    @Test
    void theMasterBeforeIsARivalIfItGoesOnSayingMaster() {
        film.says(2, Role.MASTER, "r2", "r1", 1000).elected(2, "promoted").play();

        assertThat(told).containsExactly("redis-1 is a rival");
    }

    @Test
    void withoutAMasterNobodyIsARivalYet() {
        film.dies(1).nobody("gone").play();
        film.says(2, Role.MASTER, "r2", "r1", 1000).play();
        film.elected(2, "promoted").play();

        assertThat(told).isEmpty();
    }

    @Test
    void oneOfTwoThatBothSaidMasterBeforeAnyWasChosenIsARival() {
        Film young = new Film();
        Rivals here = new Rivals();
        List<String> seen = new ArrayList<>();
        young.listener(change -> here.look(change.after()).forEach(view -> seen.add(view.id())));
        young.says(1, Role.MASTER, "r1", "", 1)
                .says(2, Role.MASTER, "r2", "", 1)
                .play();

        young.elected(2, "voted").play();

        assertThat(seen).containsExactly("redis-1");
    }
}
