package org.rolegate.tools.clients;

import java.util.Locale;

/** How the master changes. */
enum Event {
    /** By whom the operator would ask: Rolegate's MBean, or a Sentinel where HAProxy is in use. */
    PLANNED("planned"),
    /** By a Sentinel that somebody else asks. */
    FAILOVER("SENTINEL FAILOVER"),
    KILL("kill -9"),
    /** As before, but the master has first carried out and replicated what its callers hear nothing of. */
    WITHHELD("answers withheld, kill -9");

    private final String title;

    Event(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Whether there must be a tap before each node; the others are run without. */
    boolean needsTaps() {
        return this == WITHHELD;
    }

    /** Whether the next master has got, before it takes over, all that was acknowledged. */
    boolean keepsAll() {
        return this == PLANNED || this == WITHHELD;
    }

    /** Its name in that of a cell. */
    String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
