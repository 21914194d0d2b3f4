package org.rolegate.tools.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * The median of some numbers, and how far they lie apart.
 *
 * @param median the middle one, or the mean of the two in the middle
 */
record Spread(double median, double min, double max) {

    /** NaN throughout if there are no numbers, or one of them is none. */
    static Spread of(double... numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int count = sorted.length;
        // NaN sorts last.
        if (count == 0 || Double.isNaN(sorted[count - 1])) {
            return new Spread(Double.NaN, Double.NaN, Double.NaN);
        }
        return new Spread((sorted[(count - 1) / 2] + sorted[count / 2]) / 2, sorted[0], sorted[count - 1]);
    }

    /** For ratios: {@code 0.97 (0.91..1.02)}; empty without numbers. */
    String asRatio() {
        return Double.isNaN(median) ? "" : String.format(Locale.ROOT, "%.2f (%.2f..%.2f)", median, min, max);
    }
}
