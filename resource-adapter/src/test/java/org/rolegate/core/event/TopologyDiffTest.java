package org.rolegate.core.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Role;
import org.rolegate.core.model.Sentinel;
import org.rolegate.core.model.SentinelView;
import org.rolegate.core.model.Server;
import org.rolegate.core.record.Film;

import static org.assertj.core.api.Assertions.assertThat;

class TopologyDiffTest {

    private static final Server FIRST = new Server("redis-1", Film.at(1));
    private static final Server SECOND = new Server("redis-2", Film.at(2));
    private static final Sentinel SENTINEL = new Sentinel("sentinel-1", new Endpoint("10.0.0.9", 26379), true);
    private static final SentinelView UNASKED = SentinelView.unknown(SENTINEL, 0);
    private static final SentinelView SETTLED = answer(1, 1, true, false);

    private final List<TopologyEvent> events = new ArrayList<>();
    private final Film film = Film.atWork().listener(events::add);
    private final Film young = new Film().listener(events::add);

    private static SentinelView answer(int names, long epoch, boolean settled, boolean tilt) {
        return new SentinelView(SENTINEL, true, true, Optional.of(Film.at(names)), epoch, 2, settled, tilt, 0, "");
    }

    private long now() {
        return film.ticker().epochMillis();
    }

    @Test
    void aChangeOfNothingHasNoEvents() {
        film.play().wait(10).says(1, Role.MASTER, "r1", "", 2000).play();

        assertThat(events).isEmpty();
    }

    @Test
    void aServerIsUpWithItsFirstCheckAndAgainAfterItWasDown() {
        young.says(2, Role.REPLICA, "r1", "", 1).play().play();
        film.dies(2).play();
        events.remove(1);
        film.wait(10).says(2, Role.MASTER, "r9", "", 1).elected(2, "in use").play();

        assertThat(events)
                .startsWith(
                        new TopologyEvent.ServerUp(now() - 10, SECOND, Role.REPLICA, true),
                        new TopologyEvent.ServerUp(now(), SECOND, Role.MASTER, false));
    }

    @Test
    void aServerIsDownOnce() {
        film.wait(10).dies(1).dies(2).play().play();
        young.dies(2).play();

        assertThat(events)
                .containsExactly(
                        new TopologyEvent.ServerDown(now(), FIRST, "connection refused", true, false),
                        new TopologyEvent.ServerDown(now(), SECOND, "connection refused", false, false),
                        new TopologyEvent.ServerDown(now() - 10, SECOND, "connection refused", false, true));
    }

    @Test
    void onlyTheFirstFailedCheckIsAnEvent() {
        film.fails(1).fails(2).play().play();

        assertThat(events)
                .containsExactly(
                        new TopologyEvent.CheckFailed(now(), FIRST, "timeout", true),
                        new TopologyEvent.CheckFailed(now(), SECOND, "timeout", false));
    }

    @Test
    void aServerReportsAnotherRole() {
        film.says(1, Role.REPLICA, "r1", "", 1000)
                .says(2, Role.UNKNOWN, "", "", 0)
                .play()
                .play();

        assertThat(events)
                .containsExactly(
                        new TopologyEvent.RoleChanged(now(), FIRST, Role.MASTER, Role.REPLICA, true),
                        new TopologyEvent.RoleChanged(now(), SECOND, Role.REPLICA, Role.UNKNOWN, false));
    }

    @Test
    void aSentinelIsUpWhenItAnswersFirstOrAgain() {
        film.sentinels(UNASKED).play();
        film.sentinels(SETTLED).play().play();
        film.sentinels(SETTLED.failed("timeout")).play();
        events.remove(1);
        film.wait(10).sentinels(SETTLED).play();

        assertThat(events)
                .containsExactly(
                        new TopologyEvent.SentinelUp(now() - 10, SENTINEL),
                        new TopologyEvent.SentinelUp(now(), SENTINEL));
    }

    @Test
    void aSentinelThatWasNotKnownMayAlreadyAnswer() {
        film.sentinels(SETTLED).play().sentinels().play();

        assertThat(events).containsExactly(new TopologyEvent.SentinelUp(now(), SENTINEL));
    }

    @Test
    void aSentinelIsDownIfItFailsItsFirstRequestOrNoLongerAnswers() {
        film.sentinels(UNASKED).play();
        film.sentinels(UNASKED.failed("refused")).play();
        film.sentinels(UNASKED.failed("no route")).play();
        film.sentinels(SETTLED).play();
        film.wait(10).sentinels(SETTLED.failed("timeout")).play();
        events.remove(1);

        assertThat(events)
                .containsExactly(
                        new TopologyEvent.SentinelDown(now() - 10, SENTINEL, "refused"),
                        new TopologyEvent.SentinelDown(now(), SENTINEL, "timeout"));
    }

    @Test
    void aSentinelDoubtsTheMasterOnce() {
        film.sentinels(SETTLED).play();
        events.clear();
        film.sentinels(answer(1, 1, false, false)).play().play();
        film.sentinels(SETTLED).play();

        assertThat(events).containsExactly(new TopologyEvent.SentinelDoubtsMaster(now(), SENTINEL));
    }

    @Test
    void aSentinelNamesAnotherMaster() {
        film.sentinels(SETTLED).play();
        events.clear();
        film.sentinels(answer(2, 7, true, false)).play().play();

        assertThat(events).containsExactly(new TopologyEvent.VoteChanged(now(), SENTINEL, Film.at(1), Film.at(2), 7));
    }

    @Test
    void aVoteThatDoesNotCountIsNoEvent() {
        film.sentinels(SETTLED).play();
        events.clear();
        film.sentinels(answer(2, 7, false, true)).play();
        film.sentinels(answer(1, 8, true, true)).play();

        assertThat(events).isEmpty();
    }

    @Test
    void theMasterChanges() {
        film.says(1, Role.REPLICA, "r1", "", 1000)
                .says(2, Role.MASTER, "r2", "r1", 1000)
                .wait(10)
                .elected(2, "promoted")
                .play()
                .play();

        assertThat(events)
                .contains(new TopologyEvent.MasterChanged(now(), Optional.of("redis-1"), SECOND, "promoted"))
                .hasSize(3);
    }

    @Test
    void theFirstMasterIsAChangeToo() {
        young.says(1, Role.MASTER, "r1", "", 1).elected(1, "alone").play();

        assertThat(events).contains(new TopologyEvent.MasterChanged(now(), Optional.empty(), FIRST, "alone"));
    }

    @Test
    void theMasterIsLost() {
        film.nobody("it does not answer").play().play();

        assertThat(events)
                .containsExactly(new TopologyEvent.MasterLost(now(), Optional.of("redis-1"), "it does not answer"));
    }

    @Test
    void thereIsNoMasterYetWhenEveryServerWasCheckedInVain() {
        Film fresh = new Film().checked(false).play().listener(events::add);
        fresh.play();
        assertThat(events).isEmpty();

        fresh.checked(true).play().play();

        assertThat(events).containsExactly(new TopologyEvent.NoMasterYet(now(), "nobody was asked yet"));
    }

    @Test
    void theMasterRestartsWithLessData() {
        film.restartedEmpty("1000 bytes became 0").play().play();

        assertThat(events).containsExactly(new TopologyEvent.RestartedEmpty(now(), "1000 bytes became 0"));
    }

    @Test
    void aStaleClaimIsFound() {
        film.says(2, Role.MASTER, "r9", "", 1).play();

        assertThat(events)
                .containsExactly(
                        new TopologyEvent.RoleChanged(now(), SECOND, Role.REPLICA, Role.MASTER, false),
                        new TopologyEvent.StaleClaimFound(now(), SECOND, "redis-1", "the only one that says master"));
    }

    @Test
    void aFenceBeginsAndEndsHoweverShort() {
        film.fenced(Fence.Kind.ASLEEP, "stood still").play().play();
        Fence fence = film.shown().fence().orElseThrow();
        film.wait(10).free().play().play();

        assertThat(events)
                .containsExactly(new TopologyEvent.FenceBegan(fence), new TopologyEvent.FenceEnded(now(), fence));
    }

    @Test
    void aFenceOfAnotherKindBeginsAnew() {
        film.fenced(Fence.Kind.ASLEEP, "stood still").play();
        events.clear();
        film.wait(10).fenced(Fence.Kind.FAILOVER, "announced").play();
        Fence fence = film.shown().fence().orElseThrow();

        assertThat(events)
                .containsExactly(new TopologyEvent.FenceBegan(fence), new TopologyEvent.FenceConfirmed(fence));
    }

    @Test
    void aConfirmedFenceEnds() {
        film.fenced(Fence.Kind.FROZEN, "less data").play();
        Fence fence = film.shown().fence().orElseThrow();
        film.wait(70).free().play().play();

        assertThat(events)
                .containsExactly(
                        new TopologyEvent.FenceBegan(fence),
                        new TopologyEvent.FenceConfirmed(fence),
                        new TopologyEvent.FenceEnded(now(), fence),
                        new TopologyEvent.ConfirmedFenceEnded(now(), fence, 70, Optional.of("redis-1")));
    }
}
