package org.rolegate.core.config;

import java.util.Locale;

/** What becomes of readers while no replica is fresh enough for them. */
public enum NoReplica {
    /** They wait, and are refused in the end. */
    NONE,
    /** They get a replica that is up, however old its data. */
    STALE,
    /** They get the master. */
    MASTER;

    /** The word used in configuration. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
