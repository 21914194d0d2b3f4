package org.rolegate.tools.soak;

import java.time.Duration;

/**
 * What the one who runs it may choose, each by a system property.
 *
 * @param load how long the load is kept up
 */
record SoakSettings(Duration load) {

    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(30);
    private static final Duration BETWEEN_EVENTS = Duration.ofMinutes(1);

    /** A median of fewer would be no median. */
    private static final int SAMPLES_AT_LEAST = 12;

    SoakSettings {
        if (load.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("soak.minutes is 1 at least");
        }
    }

    static SoakSettings fromSystemProperties() {
        return new SoakSettings(Duration.ofMinutes(Integer.parseInt(System.getProperty("soak.minutes", "15"))));
    }

    Duration betweenSamples() {
        return least(BETWEEN_SAMPLES, load.dividedBy(SAMPLES_AT_LEAST));
    }

    /** Short enough for one of each kind. */
    Duration betweenEvents() {
        return least(BETWEEN_EVENTS, load.dividedBy(TopologyEvents.KINDS));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
