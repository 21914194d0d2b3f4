package org.rolegate.tools.soak;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** One of the figures of {@link Vitals}, with how much it may grow. */
enum Gauge {
    HEAP("heap after GC, MB", "%.1f", vitals -> mega(vitals.heap()), new Bound(10, 8), Bound.NONE),
    NON_HEAP("non-heap, MB", "%.1f", vitals -> mega(vitals.nonHeap()), new Bound(10, 8), Bound.NONE),
    DIRECT("direct buffers, MB", "%.1f", vitals -> mega(vitals.direct()), new Bound(10, 1), Bound.NONE),
    RESIDENT("resident memory, MB", "%.1f", vitals -> mega(vitals.resident()), new Bound(10, 32), Bound.NONE),
    THREADS("threads", "%.0f", Vitals::threads, new Bound(0, 2), new Bound(0, 2)),
    DESCRIPTORS("file descriptors", "%.0f", Vitals::descriptors, new Bound(0, 16), new Bound(0, 4)),
    SESSIONS("sessions", "%.0f", Vitals::sessions, new Bound(0, 8), new Bound(0, 0));

    private static final double BYTES_PER_MEGABYTE = 1024.0 * 1024;

    private final String title;
    private final String format;
    private final ToDoubleFunction<Vitals> value;
    private final Bound underLoad;
    private final Bound atRest;

    Gauge(String title, String format, ToDoubleFunction<Vitals> value, Bound underLoad, Bound atRest) {
        this.title = title;
        this.format = format;
        this.value = value;
        this.underLoad = underLoad;
        this.atRest = atRest;
    }

    String title() {
        return title;
    }

    /** From the middle third of the load to the last. */
    Bound underLoad() {
        return underLoad;
    }

    /** From the rest before the load to the rest after it. */
    Bound atRest() {
        return atRest;
    }

    String text(double number) {
        return String.format(Locale.ROOT, format, number);
    }

    String text(Vitals vitals) {
        return text(value.applyAsDouble(vitals));
    }

    /** The middle one, or the mean of the two in the middle. */
    double median(List<Vitals> samples) {
        double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
        int count = sorted.length;
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    }

    private static double mega(long bytes) {
        return bytes / BYTES_PER_MEGABYTE;
    }
}
