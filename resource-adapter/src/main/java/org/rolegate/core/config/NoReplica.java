package org.rolegate.core.config;

import java.util.Locale;

/** What clients of the replicas get while no replica is fresh enough. */
public enum NoReplica {
    /** They are held, and refused after the hold timeout. */
    NONE,
    /** They get a replica that is up, however old its data. */
    STALE,
    /** They get the master. */
    MASTER;

    /** Returns the keyword in the configuration. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
