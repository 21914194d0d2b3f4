package org.rolegate.core.config;

import java.util.Locale;

/** The answer to clients of the replicas while no replica is fresh enough. */
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
