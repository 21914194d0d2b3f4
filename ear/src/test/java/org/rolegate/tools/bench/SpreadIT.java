package org.rolegate.tools.bench;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Medians, percentiles and ratios. */
class SpreadIT {

    @Test
    void theMedianIsTheMiddleOneOrBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(3, 1, 2)).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(4, 1, 3, 2)).isEqualTo(new Spread(2.5, 1, 4));
        assertThat(Spread.of(7)).isEqualTo(new Spread(7, 7, 7));
    }

    @Test
    void whatWasNotMeasuredLeavesItsPlaceEmpty() {
        assertThat(Spread.of().asRatio()).isEmpty();
        assertThat(Spread.of(1, Double.NaN).asRatio()).isEmpty();
    }

    @Test
    void aRatioShowsItsSpread() {
        assertThat(Spread.of(1.0, 0.912, 0.97).asRatio()).isEqualTo("0.97 (0.91..1.00)");
    }

    @Test
    void aPercentileIsExceededByNoMoreThanTheRest() {
        // Given
        long[] nanos = new long[100];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = (100 - i) * 1_000_000L;
        }

        // When
        var latencies = new Latencies(nanos);

        // Then
        assertThat(latencies.percentile(50)).isEqualTo(50);
        assertThat(latencies.percentile(99)).isEqualTo(99);
        assertThat(new Latencies(1_000_000).percentile(99)).isEqualTo(1);
        assertThat(latencies.sample(2_000_000_000).rate()).isEqualTo(50);
    }
}
