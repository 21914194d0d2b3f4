package org.rolegate.it.clients;

import java.util.Locale;

/** How the master changes. */
enum Event {
    /** By whom the operator would ask: Rolegate's MBean, or a Sentinel where HAProxy is in use. */
    PLANNED("planned"),
    /** By a Sentinel that somebody else asks. */
    FAILOVER("SENTINEL FAILOVER"),
    KILL("kill -9");

    private final String title;

    Event(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Its name in that of a cell. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
