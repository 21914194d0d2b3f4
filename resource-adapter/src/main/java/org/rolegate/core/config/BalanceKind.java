package org.rolegate.core.config;

import java.util.Locale;

/** How a frontend chooses among several servers. */
public enum BalanceKind {
    /** Each in turn. */
    ROUNDROBIN;

    /** The word used in configuration, which is HAProxy's. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
