package org.rolegate.core.config;

import java.util.Locale;

/** How a frontend chooses among several servers. */
public enum BalanceKind {
    /** Each in turn. */
    ROUNDROBIN,
    /** The one with the fewest open sessions. */
    LEASTCONN,
    /** Always the same for a client's address. */
    SOURCE,
    /** The first in the order of the configuration. */
    FIRST,
    /** The less busy of two drawn at random. */
    RANDOM;

    /** The word used in configuration, which is HAProxy's. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
