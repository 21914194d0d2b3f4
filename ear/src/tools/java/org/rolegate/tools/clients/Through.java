package org.rolegate.tools.clients;

import java.util.Locale;

/** What stands between the clients and the master. */
enum Through {
    HAPROXY("HAProxy"),
    ROLEGATE("Rolegate");

    private final String title;

    Through(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Its name in that of a cell. */
    String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
