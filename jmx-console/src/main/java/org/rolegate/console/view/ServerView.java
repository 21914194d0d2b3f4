package org.rolegate.console.view;

/** One server of a group: its reported role, the result of its last check, and the state that an operator set. */
public record ServerView(
        String group,
        String id,
        String address,
        String role,
        boolean elected,
        boolean staleClaim,
        String status,
        String adminState,
        String checkStatus,
        String lastCheck,
        long lastCheckAgeMillis,
        long offset,
        long lagBytes,
        long lagMillis,
        boolean linkUp,
        long lastChangeMillis,
        long connectionErrors,
        Traffic traffic) {

    static ServerView of(String group, String id, Attributes attributes) {
        return new ServerView(
                group,
                id,
                attributes.text("Address"),
                attributes.text("Role"),
                attributes.flag("Elected"),
                attributes.flag("StaleClaim"),
                attributes.text("Status"),
                attributes.text("AdminState"),
                attributes.text("CheckStatus"),
                attributes.text("LastCheck"),
                attributes.number("LastCheckAgeMillis", -1),
                attributes.number("Offset", -1),
                attributes.number("LagBytes", -1),
                attributes.number("LagMillis", -1),
                attributes.flag("LinkUp"),
                attributes.number("LastChangeMillis", 0),
                attributes.number("ConnectionErrorsTotal", 0),
                Traffic.of(attributes));
    }
}
