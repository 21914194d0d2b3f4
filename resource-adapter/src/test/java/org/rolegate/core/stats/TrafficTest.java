package org.rolegate.core.stats;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.rolegate.core.session.Ending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class TrafficTest {

    @Test
    void startsAtNothing() {
        assertThat(new Traffic().row()).isEqualTo(new StatsRow(0, 0, 0, 0, 0, StatsRow.Incidents.NONE, 0, Map.of()));
    }

    @Test
    void remembersHowManySessionsWereOpenAtOnce() {
        // Given
        Traffic traffic = new Traffic();
        traffic.opened();
        traffic.opened();
        traffic.closed(Ending.NORMAL);

        // When
        traffic.opened();

        // Then
        StatsRow row = traffic.row();
        assertThat(row.sessions()).isEqualTo(2);
        assertThat(row.maxSessions()).isEqualTo(2);
        assertThat(row.sessionsTotal()).isEqualTo(3);
    }

    @Test
    void countsBytesOfEachDirectionAndFailedConnectionsApart() {
        // Given
        Traffic traffic = new Traffic();

        // When
        traffic.in(3);
        traffic.in(4);
        traffic.out(11);
        traffic.connectionError();

        // Then
        assertThat(traffic.row()).isEqualTo(new StatsRow(0, 0, 0, 7, 11, StatsRow.Incidents.NONE, 1, Map.of()));
    }

    @Test
    void countsWhatBefellClientsApart() {
        // Given
        Traffic traffic = new Traffic();

        // When
        traffic.denied();
        traffic.uncertain(CommandCounts.of(List.of("incr", "lpush", "incr")));
        traffic.uncertain(CommandCounts.of(List.of("lpush", "other")));
        for (int i = 0; i < 3; i++) {
            traffic.resumed();
        }
        for (int i = 0; i < 4; i++) {
            traffic.moved();
        }

        // Then
        assertThat(traffic.row().incidents())
                .isEqualTo(new StatsRow.Incidents(
                        1, 2, new CommandCounts(Map.of("incr", 2L, "lpush", 2L, "other", 1L)), 4, 3));
    }

    @Test
    void countsEveryEndingByItsCauseAndLeavesOutWhatNeverOccurred() {
        // Given
        Traffic traffic = new Traffic();
        for (Ending ending : List.of(Ending.DEMOTED, Ending.CONNECT_FAILED, Ending.NO_SERVER, Ending.DEMOTED)) {
            traffic.opened();
            traffic.closed(ending);
        }

        // When
        StatsRow row = traffic.row();

        // Then
        assertThat(row.sessions()).isZero();
        assertThat(row.ended(Ending.DEMOTED)).isEqualTo(2);
        assertThat(row.ended(Ending.NORMAL)).isZero();
        assertThat(row.endingsByLabel())
                .containsExactly(entry("DD demoted", 2L), entry("SC connect-failed", 1L), entry("SC no-server", 1L));
    }

    @Test
    void losesNothingWhenManyThreadsCount() {
        // Given
        Traffic traffic = new Traffic();

        // When
        IntStream.range(0, 10_000).parallel().forEach(i -> {
            traffic.opened();
            traffic.in(1);
            traffic.out(2);
            traffic.closed(Ending.NORMAL);
        });

        // Then
        StatsRow row = traffic.row();
        assertThat(row.sessions()).isZero();
        assertThat(row.maxSessions()).isBetween(1, 10_000);
        assertThat(row.sessionsTotal()).isEqualTo(10_000);
        assertThat(row.bytesIn()).isEqualTo(10_000);
        assertThat(row.bytesOut()).isEqualTo(20_000);
        assertThat(row.ended(Ending.NORMAL)).isEqualTo(10_000);
    }

    @Test
    void isAReadingThatLaterTrafficDoesNotChange() {
        // Given
        Traffic traffic = new Traffic();
        StatsRow before = traffic.row();

        // When
        traffic.opened();
        traffic.closed(Ending.KILLED);

        // Then
        assertThat(before.sessionsTotal()).isZero();
        assertThat(before.endings()).isEmpty();
    }
}
