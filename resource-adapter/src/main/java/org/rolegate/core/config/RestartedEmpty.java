package org.rolegate.core.config;

import java.util.Locale;

/** The reaction to a master that restarted with less data than it had. */
public enum RestartedEmpty {
    /** It is logged and notified; the Sentinels or the replicas decide as after any restart. */
    ALARM,
    /** No request is forwarded to it until an operator has decided. */
    FREEZE;

    /** Returns the keyword in the configuration. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
