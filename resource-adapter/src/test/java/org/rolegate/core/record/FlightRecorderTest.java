package org.rolegate.core.record;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Role;
import org.rolegate.core.record.FailoverRecord.Kind;
import org.rolegate.core.stats.CommandCounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.core.record.FailoverRecord.UNKNOWN;

class FlightRecorderTest {

    private final Film film = Film.atWork();

    @Test
    void theFirstMasterIsNoFailover() {
        film.tick().play();

        assertThat(film.recorder.records()).isEmpty();
    }

    @Test
    void oneFailoverIsOneRecordFromTheFirstDoubtToTheFirstSession() {
        // When
        film.toll(1, 2, 2, "lpush").tick();
        film.wait(1000).fails(1).play();
        film.wait(200)
                .dies(1)
                .nobody("redis-1 does not answer")
                .toll(1, 3, 2, "lpush", "incr")
                .sessions(0, 0, 2, 500)
                .play();
        film.wait(100).sentinel(2, "+try-failover", 1);
        film.wait(300).sentinel(2, "+promoted-slave", 2);
        film.wait(50)
                .says(2, Role.MASTER, "r2", "r1", 1020)
                .sessions(7, 0, 2, 500)
                .play();
        film.wait(10).elected(2, "promoted from redis-1's history").play();
        film.wait(25)
                .toll(6, 5, 2, "lpush", "incr", "lpush")
                .sessions(7, 6, 0, 500)
                .tick();
        film.wait(25)
                .toll(6, 5, 5, "lpush", "incr", "lpush")
                .sessions(7, 6, 0, 530)
                .tick();

        // Then
        assertThat(film.recorder.records()).hasSize(1);
        FailoverRecord kept = film.newest();
        assertThat(kept.kind()).isEqualTo(Kind.TAKEOVER);
        assertThat(kept.over()).isTrue();
        assertThat(kept.from()).isEqualTo("redis-1");
        assertThat(kept.to()).isEqualTo("redis-2");
        assertThat(kept.acceptedAfterMillis()).isEqualTo(660);
        assertThat(kept.firstSessionAfterMillis()).isEqualTo(710);
        assertThat(kept.toll())
                .as("since the last tick before")
                .isEqualTo(new SessionTally.Toll(5, 3, 3, 2, new CommandCounts(Map.of("lpush", 1L, "incr", 1L))));
        assertThat(kept.held()).isEqualTo(9);
        assertThat(kept.released()).isEqualTo(6);
        assertThat(kept.reason()).isEqualTo("promoted from redis-1's history");
        assertThat(film.timeline())
                .containsExactly(
                        "0 redis-1 a check failed: timeout",
                        "200 redis-1 is down: connection refused",
                        "200 rolegate no master: redis-1 does not answer",
                        "300 sentinel-2 +try-failover redis-1",
                        "600 sentinel-2 +promoted-slave redis-2",
                        "650 redis-2 reports role master",
                        "660 rolegate accepts redis-2 as the master: promoted from redis-1's history",
                        "710 rolegate forwards the first client bytes to redis-2");
    }

    @Test
    void whatSentinelsSayWhenAFailoverIsOverIsNoDoubtAboutTheNextMaster() {
        // Given
        film.wait(10).sentinel(1, "+switch-master", 1);
        film.wait(10).sentinel(1, "+promoted-slave", 1);
        film.wait(10).sentinel(1, "+failover-end", 2);
        film.wait(10).sentinel(1, "+failover-state-reconf-slaves", 2);

        // When
        film.wait(5000).dies(1).nobody("redis-1 does not answer").play();

        // Then
        assertThat(film.timeline())
                .containsExactly(
                        "0 redis-1 is down: connection refused", "0 rolegate no master: redis-1 does not answer");
    }

    @Test
    void aSwitchThatIsHeardOfFirstIsADoubt() {
        film.wait(10).sentinel(1, "+switch-master", 2);
        film.wait(30).dies(1).nobody("redis-1 does not answer").play();

        assertThat(film.timeline()).first().isEqualTo("0 sentinel-1 +switch-master redis-2");
    }

    @Test
    void aFailoverUnderWayIsShownAsALoss() {
        film.wait(10).dies(1).nobody("redis-1 does not answer").play();

        assertThat(film.newest().kind()).isEqualTo(Kind.LOSS);
        assertThat(film.newest().over()).isFalse();
        assertThat(film.newest().to()).isEmpty();
        assertThat(film.newest().acceptedAfterMillis()).isEqualTo(UNKNOWN);
        assertThat(film.newest().possiblyLostBytes()).isEqualTo(UNKNOWN);
    }

    @Test
    void aFenceThatEndsInATakeoverIsPartOfIt() {
        film.wait(10)
                .fenced(Fence.Kind.FAILOVER, "sentinel-1 announced a failover")
                .play();
        film.wait(180)
                .says(2, Role.MASTER, "r2", "r1", 1000)
                .elected(2, "a Sentinel announced the failover")
                .free()
                .play();

        assertThat(film.recorder.records()).hasSize(1);
        assertThat(film.newest().kind()).isEqualTo(Kind.TAKEOVER);
        assertThat(film.newest().acceptedAfterMillis()).isEqualTo(180);
    }

    @Test
    void theSameMasterMayReturn() {
        film.wait(10).dies(1).nobody("redis-1 does not answer").play();
        film.wait(900)
                .says(1, Role.MASTER, "r1", "", 1000)
                .elected(1, "it is the same run")
                .play();

        assertThat(film.newest().kind()).isEqualTo(Kind.RETURN);
        assertThat(film.newest().to()).isEqualTo("redis-1");
        assertThat(film.newest().possiblyLostBytes()).isZero();
    }

    @Test
    void aFenceIsOverOnlyWhenClientsAreLetIn() {
        film.wait(10).dies(1).nobody("redis-1 does not answer").play();
        film.wait(100)
                .says(2, Role.MASTER, "r2", "r1", 1000)
                .elected(2, "follows")
                .fenced(Fence.Kind.ASLEEP, "this process stood still")
                .play();
        film.wait(100).free().play();

        assertThat(film.recorder.records()).hasSize(1);
        assertThat(film.newest().acceptedAfterMillis()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"5, 0, 0, 0", "50, 0, 0, 0", "51, 0, 0, 1", "5, 1, 0, 1", "5, 0, 1, 1"})
    void aShortFenceIsNewsOnlyIfSomebodyNoticed(int millis, int held, int parked, int records) {
        film.wait(10).fenced(Fence.Kind.ASLEEP, "this process stood still").play();
        film.wait(millis).sessions(held, 0, parked, 0).free().play();

        assertThat(film.recorder.records()).hasSize(records);
    }

    @Test
    void aFenceTellsItsReasonAndWhoWentOn() {
        film.wait(10).fenced(Fence.Kind.ISOLATED, "redis-1 looks cut off").play();
        film.wait(400).sessions(4, 0, 3, 0).play();
        film.wait(100).free().play();
        film.wait(25).sessions(4, 4, 0, 80).tick();

        FailoverRecord kept = film.newest();
        assertThat(kept.kind()).isEqualTo(Kind.FENCE);
        assertThat(kept.reason()).isEqualTo("redis-1 looks cut off");
        assertThat(kept.held()).isEqualTo(7);
        assertThat(kept.released()).isEqualTo(7);
        assertThat(kept.firstSessionAfterMillis()).isEqualTo(525);
    }

    @Test
    void whatBrokeAMomentBeforeTheFirstDoubtIsCounted() {
        // Given
        film.toll(1, 1, 1).tick();
        for (int i = 0; i < 40; i++) {
            film.wait(25).toll(2, 2, 2).tick();
        }

        // When
        film.wait(25).toll(2, 3, 2, "lpush").tick();
        film.wait(25).toll(2, 3, 2, "lpush").tick();
        film.wait(5).dies(1).nobody("redis-1 does not answer").play();

        // Then
        assertThat(film.newest().toll())
                .isEqualTo(new SessionTally.Toll(0, 1, 0, 1, new CommandCounts(Map.of("lpush", 1L))));
    }

    @Test
    void bytesThatTheNewMasterLacksArePossiblyLost() {
        film.wait(10).says(1, Role.MASTER, "r1", "", 5000).play();
        film.wait(10).dies(1).nobody("redis-1 does not answer").play();
        film.wait(10)
                .says(2, Role.MASTER, "r2", "r1", 4100)
                .elected(2, "promoted")
                .play();

        assertThat(film.newest().oldOffset()).isEqualTo(5000);
        assertThat(film.newest().newOffset()).isEqualTo(4100);
        assertThat(film.newest().possiblyLostBytes()).isEqualTo(900);
    }

    @Test
    void whatTheOldMasterWroteDuringTheFenceCountsToo() {
        film.wait(10).fenced(Fence.Kind.FAILOVER, "announced").play();
        film.wait(10).says(1, Role.MASTER, "r1", "", 1300).play();
        film.wait(10)
                .says(2, Role.MASTER, "r2", "r1", 1200)
                .elected(2, "promoted")
                .free()
                .play();

        assertThat(film.newest().possiblyLostBytes()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({"r9, '', 100", "r2, r9, 100", "r2, r1, -1", "'', '', 100"})
    void betweenTwoHistoriesNothingCanBeTold(String history, String ancestor, long offset) {
        film.wait(10).dies(1).nobody("redis-1 does not answer").play();
        film.wait(10)
                .says(2, Role.MASTER, history, ancestor, offset)
                .elected(2, "voted")
                .play();

        assertThat(film.newest().possiblyLostBytes()).isEqualTo(UNKNOWN);
    }

    @Test
    void aDoubtThatCameToNothingIsForgotten() {
        film.wait(10).fails(1).play();
        film.wait(100).says(1, Role.MASTER, "r1", "", 1000).play();
        film.wait(11_000).fenced(Fence.Kind.FAILOVER, "announced").play();
        film.wait(60).free().play();

        assertThat(film.timeline())
                .containsExactly("0 rolegate holds clients: announced", "60 rolegate clients may proceed");
    }

    @Test
    void whatConcernsAReplicaAloneIsNoFirstDoubt() {
        film.sentinel(1, "+sdown", 2).fails(2).play();
        film.wait(100).sentinel(1, "+sdown", 1);
        film.wait(100).dies(1).nobody("redis-1 does not answer").play();

        assertThat(film.timeline().get(0)).isEqualTo("0 sentinel-1 +sdown redis-1");
    }

    @Test
    void aFenceOlderThanTheFirstMasterIsRecordedFromThere() {
        Film young =
                new Film().fenced(Fence.Kind.ASLEEP, "this process stood still").play();
        young.wait(10).says(1, Role.MASTER, "r1", "", 1).elected(1, "alone").play();
        young.wait(10).play().wait(100).free().play();

        assertThat(young.newest().from()).isEqualTo("redis-1");
        assertThat(young.timeline()).first().isEqualTo("0 rolegate this process stood still");
    }

    @Test
    void aSecondFailureBeginsANewRecord() {
        film.wait(10).dies(1).nobody("redis-1 does not answer").play();
        film.wait(10)
                .says(2, Role.MASTER, "r2", "r1", 1000)
                .elected(2, "promoted")
                .play();
        film.wait(10).dies(2).nobody("redis-2 does not answer").play();

        assertThat(film.recorder.records()).extracting(FailoverRecord::number).containsExactly(2L, 1L);
        assertThat(film.newest().from()).isEqualTo("redis-2");
    }

    @Test
    void theLastHundredAreKept() {
        for (int i = 0; i < 130; i++) {
            film.wait(10).nobody("flapping").play();
            film.wait(10).elected(1, "back").play();
        }

        assertThat(film.recorder.records()).hasSize(FlightRecorder.KEPT);
        assertThat(film.newest().number()).isEqualTo(130);
    }

    @Test
    void aFloodOfEventsKeepsTheDecisions() {
        film.wait(10).dies(1).nobody("redis-1 does not answer").play();
        for (int i = 0; i < 500; i++) {
            film.sentinel(1, "+failover-state-select-slave", 1);
        }
        film.says(2, Role.MASTER, "r2", "r1", 1000).elected(2, "promoted").play();

        assertThat(film.newest().timeline()).hasSizeLessThan(110);
        assertThat(film.timeline()).last().isEqualTo("0 rolegate accepts redis-2 as the master: promoted");
    }

    @Test
    void afterAMinuteWithoutAClientTheRecordIsClosed() {
        film.wait(10).nobody("gone").play().wait(10).elected(1, "back").play();
        film.wait(61_000).tick();
        film.wait(10).sessions(0, 0, 0, 20).tick();

        assertThat(film.newest().firstSessionAfterMillis()).isEqualTo(UNKNOWN);
    }

    @Test
    void aFinishedFailoverIsReportedOnce() {
        film.wait(10).dies(1).nobody("redis-1 does not answer").play();
        film.wait(10)
                .says(2, Role.MASTER, "r2", "r1", 1000)
                .elected(2, "promoted")
                .play();
        assertThat(film.reports).as("no client bytes yet").isEmpty();

        film.wait(10).sessions(1, 1, 0, 20).tick().wait(10).tick();

        assertThat(film.reports).containsExactly(film.newest());
        assertThat(film.newest().firstSessionAfterMillis()).isEqualTo(20);
    }

    @Test
    void aFenceThatHeldNobodyIsNotReported() {
        film.wait(10).fenced(Fence.Kind.ISOLATED, "for some reason").play();
        film.wait(2000).play().free().play();
        film.wait(10).sessions(0, 0, 0, 20).tick();

        assertThat(film.recorder.records()).hasSize(1);
        assertThat(film.reports).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ASLEEP, 999, 0", "ASLEEP, 1000, 1", "ISOLATED, 999, 1"})
    void aFenceIsReportedIfItWasConfirmed(Fence.Kind kind, int millis, int reports) {
        film.wait(10).fenced(kind, "for some reason").play();
        film.wait(millis).play().free().play();
        film.wait(10).sessions(1, 1, 0, 20).tick();

        assertThat(film.recorder.records()).hasSize(1);
        assertThat(film.reports).hasSize(reports);
    }
}
