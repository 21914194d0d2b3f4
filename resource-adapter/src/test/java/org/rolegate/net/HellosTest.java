package org.rolegate.net;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.rolegate.core.model.Endpoint;

import static org.assertj.core.api.Assertions.assertThat;

/** Which hellos are news, and how often they are told. */
class HellosTest {

    private static final String ONE = "10.0.0.1";
    private static final String TWO = "10.0.0.2";

    private static final WatchBench BENCH = new WatchBench(Transport.NIO);

    private final TurnedClock clock = new TurnedClock();
    private final List<SentinelAnswer.Peer> sighted = new ArrayList<>();
    private int news;

    /** Of a group without servers, so that only what the test says is heard. */
    private final Hellos hellos = new Hellos(
            WatchBench.group(List.of(), List.of(new Endpoint("10.0.1.1", 26379))),
            BENCH.loops,
            clock,
            sighted::add,
            () -> news++);

    @AfterAll
    static void stop() {
        BENCH.close();
    }

    @Test
    void aNewerEpochIsNewsAndItsRepetitionIsNot() {
        assertThat(newsOf(7, ONE)).isOne();
        assertThat(newsOf(7, ONE)).isZero();
        assertThat(newsOf(8, TWO)).isOne();
        assertThat(newsOf(8, TWO)).isZero();
        assertThat(newsOf(9, TWO)).isOne();
    }

    @Test
    void anotherMasterAtTheSameEpochIsNews() {
        newsOf(7, ONE);

        assertThat(newsOf(7, TWO)).isOne();
        assertThat(newsOf(7, ONE)).isOne();
    }

    @Test
    void whoIsBehindBringsNoNews() {
        newsOf(8, TWO);

        assertThat(newsOf(7, ONE)).isZero();
        assertThat(newsOf(8, TWO)).isZero();
    }

    @Test
    void anEpochThatNobodySpeaksOfAnyMoreIsForgotten() {
        // Given
        newsOf(999_999_999, TWO);
        assertThat(newsOf(7, ONE)).isZero();

        // When
        clock.turn(Hellos.REMEMBERED);

        // Then
        assertThat(newsOf(7, ONE)).isOne();
        assertThat(newsOf(8, TWO)).isOne();
    }

    @Test
    void aFloodIsToldOnceInFiftyMillisecondsAndItsLastNewsAreNotLost() {
        // When: a second of it, each with a newer epoch than the one before
        for (int i = 0; i < 100_000; i++) {
            clock.turn(Duration.ofNanos(10_000));
            hellos.heard(WatchBench.hello('a', new Endpoint("10.0.1.1", 26379), ONE, i));
        }

        // Then
        assertThat(news).isBetween(19, 21);

        // When
        int told = news;
        clock.turn(Hellos.APART);
        hellos.tick();

        // Then
        assertThat(news).isEqualTo(told + 1);

        // When
        clock.turn(Hellos.APART);
        hellos.tick();

        // Then
        assertThat(news).isEqualTo(told + 1);
    }

    @Test
    void whatIsAboutAnotherMasterNameOrIsNoHelloIsNothing() {
        hellos.heard(
                WatchBench.hello('a', new Endpoint("10.0.1.1", 26379), ONE, 7).replace("mymaster", "yours"));
        hellos.heard("good morning");

        assertThat(news).isZero();
        assertThat(sighted).isEmpty();
    }

    private int newsOf(long epoch, String master) {
        int before = news;
        clock.turn(Hellos.APART);
        hellos.heard(WatchBench.hello('a', new Endpoint("10.0.1.1", 26379), master, epoch));
        assertThat(sighted).isNotEmpty();
        return news - before;
    }
}
