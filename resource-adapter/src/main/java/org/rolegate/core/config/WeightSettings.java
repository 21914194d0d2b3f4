package org.rolegate.core.config;

import java.time.Duration;
import java.util.Map;

/**
 * The distribution of the sessions of a group over its servers, with HAProxy's names.
 *
 * @param weights by server id, 0 to 256; a server not named has {@link #DEFAULT}
 * @param maxconn the most sessions of one role that a server has at once; 0 means no limit
 * @param slowStart how long a server that came back takes to reach its full weight; zero for at once
 */
public record WeightSettings(Map<String, Integer> weights, int maxconn, Duration slowStart) {

    /** The weight of a server that was given none. */
    public static final int DEFAULT = 100;

    /** All servers alike, and at once. */
    public static final WeightSettings EQUAL = new WeightSettings(Map.of(), 0, Duration.ZERO);

    /** Keeps an unmodifiable copy of the map. */
    public WeightSettings {
        weights = Map.copyOf(weights);
    }
}
