package org.rolegate.core.config;

import java.util.Locale;

/** The method by which a frontend chooses one of several servers. */
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

    /** Returns the keyword in the configuration, which is that of HAProxy. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
