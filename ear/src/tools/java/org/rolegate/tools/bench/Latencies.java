package org.rolegate.tools.bench;

import java.util.Arrays;

/** How long each of some requests took. */
final class Latencies {

    private static final double NANOS_PER_MILLI = 1e6;

    private final long[] sorted;

    Latencies(long... nanos) {
        sorted = nanos.clone();
        Arrays.sort(sorted);
    }

    /** The milliseconds that so many of a hundred requests do not exceed. */
    double percentile(double percent) {
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(0, rank - 1)] / NANOS_PER_MILLI;
    }

    /** With the rate of requests that were sent over that time. */
    Sample sample(long nanos) {
        return new Sample(sorted.length * 1e9 / nanos, percentile(50), percentile(99), Double.NaN);
    }
}
