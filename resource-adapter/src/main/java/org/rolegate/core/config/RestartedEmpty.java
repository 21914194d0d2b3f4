package org.rolegate.core.config;

import java.util.Locale;

/** What is done when the master comes back with less data than it had. */
public enum RestartedEmpty {
    /** It is logged and notified; the Sentinels or the replicas decide as after any restart. */
    ALARM,
    /** Nobody gets through to it until an operator has decided. */
    FREEZE;

    /** The word used in configuration. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
