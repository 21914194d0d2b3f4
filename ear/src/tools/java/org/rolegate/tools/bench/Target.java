package org.rolegate.tools.bench;

/** What stands between the load and the master. */
enum Target {
    DIRECT("direct"),
    HAPROXY("HAProxy"),
    ROLEGATE("Rolegate"),
    RELAY("Rolegate relay");

    private final String title;

    Target(String title) {
        this.title = title;
    }

    /** The head of its column. */
    String title() {
        return title;
    }
}
