package org.rolegate.console.view;

/** One backend: the servers of a group that play one role. */
public record BackendView(
        String name,
        String balance,
        String status,
        int serversUp,
        int serversTotal,
        long connectionErrors,
        Traffic traffic) {

    static BackendView of(String name, Attributes attributes) {
        return new BackendView(
                name,
                attributes.text("Balance"),
                attributes.text("Status"),
                attributes.integer("ServersUp"),
                attributes.integer("ServersTotal"),
                attributes.number("ConnectionErrorsTotal", 0),
                Traffic.of(attributes));
    }
}
