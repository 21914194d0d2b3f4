package org.rolegate.tools.bench;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** One of the figures of a {@link Sample}. */
enum Figure {
    RATE("requests/s", "%,.0f", true, Sample::rate),
    P50("p50, ms", "%.3f", false, Sample::p50),
    P99("p99, ms", "%.3f", false, Sample::p99),
    CPU("proxy CPU, us/request", "%.2f", false, Sample::cpu);

    private final String title;
    private final String format;
    private final boolean moreIsBetter;
    private final ToDoubleFunction<Sample> value;

    Figure(String title, String format, boolean moreIsBetter, ToDoubleFunction<Sample> value) {
        this.title = title;
        this.format = format;
        this.moreIsBetter = moreIsBetter;
        this.value = value;
    }

    String title() {
        return title;
    }

    double of(Sample sample) {
        return value.applyAsDouble(sample);
    }

    String text(double number) {
        return Double.isNaN(number) ? "" : String.format(Locale.ROOT, format, number);
    }

    /** How much better a is than b: above 1 it is better, whether more or less of this figure is good. */
    double advantage(double a, double b) {
        return moreIsBetter ? a / b : b / a;
    }
}
