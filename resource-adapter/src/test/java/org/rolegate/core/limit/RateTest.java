package org.rolegate.core.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is promised: a second's worth at once, then evenly. So in a time of any length there are at most as many events as
 * its share of the rate, and a burst of one second's worth more.
 */
class RateTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 999, 1000})
    void aSecondsWorthMayComeAtOnceAndNotOneMore(int perSecond) {
        // Given
        Rate rate = new Rate(perSecond, 5);

        // When
        int taken = takeAll(rate, 5);

        // Then
        assertThat(taken).isEqualTo(perSecond);
    }

    /** The share of one event is a whole number of nanoseconds. */
    @ParameterizedTest
    @ValueSource(ints = {600_001, 999_999, 1_000_000})
    void theGreatestRatesAreKeptToAThousandth(int perSecond) {
        // When
        int taken = takeAll(new Rate(perSecond, 0), 0);

        // Then
        assertThat(taken).isBetween(perSecond, perSecond + perSecond / 1000);
    }

    @Test
    void afterABurstTheyComeEvenly() {
        // Given
        Rate rate = new Rate(10, 0);
        takeAll(rate, 0);
        List<Long> times = new ArrayList<>();

        // When
        for (long now = 0; now <= SECOND; now += SECOND / 1000) {
            if (rate.take(now)) {
                times.add(TimeUnit.NANOSECONDS.toMillis(now));
            }
        }

        // Then
        assertThat(times).containsExactly(100L, 200L, 300L, 400L, 500L, 600L, 700L, 800L, 900L, 1000L);
    }

    @Test
    void aLongRestIsWorthNoMoreThanASecond() {
        // Given
        Rate rate = new Rate(10, 0);
        takeAll(rate, 0);

        // When
        int taken = takeAll(rate, TimeUnit.DAYS.toNanos(30));

        // Then
        assertThat(taken).isEqualTo(10);
    }

    @Test
    void itIsIdleOnceItAllowsAFullSecondsWorthAgain() {
        // Given
        Rate rate = new Rate(4, 0);

        // When
        boolean fresh = rate.idle(0);
        rate.take(0);

        // Then
        assertThat(fresh).isTrue();
        assertThat(rate.idle(SECOND / 4 - 1)).isFalse();
        assertThat(rate.idle(SECOND / 4)).isTrue();
    }

    @RepeatedTest(50)
    void inATimeOfAnyLengthThereAreNoMoreThanItsShareAndABurst(RepetitionInfo repetition) {
        // Given
        long seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        int perSecond = 1 + random.nextInt(random.nextBoolean() ? 20 : 2000);
        // System.nanoTime() may begin anywhere, and wrap.
        long start = seed % 2 == 0 ? Long.MAX_VALUE - SECOND : random.nextLong();
        Rate rate = new Rate(perSecond, start);
        var model = new Model(perSecond);
        List<Long> taken = new ArrayList<>();

        // When
        long past = 0;
        for (int step = 0; step < 1000; step++) {
            past += steps(random, perSecond);
            long wait = rate.nanosUntilNext(start + past);
            boolean got = rate.take(start + past);

            // Then
            assertThat(got).as("seed %d, step %d", seed, step).isEqualTo(model.take(past));
            assertThat(got).as("seed %d, step %d", seed, step).isEqualTo(wait == 0);
            if (got) {
                taken.add(past);
            }
        }
        assertKept(taken, perSecond, seed);
    }

    @Test
    void whatItSaysIsToBeWaitedForIsNeitherTooLongNorTooShort() {
        // Given
        long start = Long.MAX_VALUE - SECOND / 2;
        Rate rate = new Rate(3, start);
        long now = start;

        for (int event = 0; event < 20; event++) {
            // When
            long wait = rate.nanosUntilNext(now);

            // Then
            if (wait > 0) {
                assertThat(rate.take(now + wait - 1)).as("event %d", event).isFalse();
            }
            now += wait;
            assertThat(rate.take(now)).as("event %d", event).isTrue();
        }
    }

    private static long steps(Random random, int perSecond) {
        long share = SECOND / perSecond;
        return switch (random.nextInt(5)) {
            case 0, 1 -> 0;
            case 2 -> share;
            case 3 -> (long) (random.nextDouble() * 3 * share);
            default -> (long) (random.nextDouble() * SECOND / 10);
        };
    }

    private static void assertKept(List<Long> taken, int perSecond, long seed) {
        for (int first = 0; first < taken.size(); first++) {
            for (int last = first; last < taken.size(); last++) {
                double seconds = (taken.get(last) - taken.get(first)) / (double) SECOND;
                double most = perSecond * (1 + seconds) * 1.000_01 + 1e-6;
                assertThat(last - first + 1).as("seed %d, %f s", seed, seconds).isLessThanOrEqualTo((int)
                        Math.ceil(most));
            }
        }
    }

    private static int takeAll(Rate rate, long now) {
        int taken = 0;
        while (rate.take(now)) {
            taken++;
        }
        return taken;
    }

    /** The same as a bucket: a token in each share of a second, and no more than a second's worth of them. */
    private static final class Model {

        private final long share;
        private long full = SECOND;
        private long at;

        Model(int perSecond) {
            this.share = SECOND / perSecond;
        }

        boolean take(long now) {
            full = Math.min(SECOND, full + now - at);
            at = now;
            if (full < share) {
                return false;
            }
            full -= share;
            return true;
        }
    }
}
