package org.rolegate.core.config;

import java.util.Locale;

/** The servers of a group a frontend leads to. */
public enum TargetRole {
    /** The one server elected master. */
    MASTER,
    /** The servers that replicate from the master. */
    REPLICAS,
    /** The master and the replicas. */
    ANY;

    /** Returns the keyword in the configuration and in ObjectNames. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
