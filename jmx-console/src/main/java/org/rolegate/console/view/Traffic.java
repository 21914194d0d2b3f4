package org.rolegate.console.view;

/** The sessions and bytes of a proxy, frontend, backend or server. */
public record Traffic(int currentSessions, int maxSessions, long sessionsTotal, long bytesIn, long bytesOut) {

    static Traffic of(Attributes attributes) {
        return new Traffic(
                attributes.integer("CurrentSessions"),
                attributes.integer("MaxSessions"),
                attributes.number("SessionsTotal", 0),
                attributes.number("BytesInTotal", 0),
                attributes.number("BytesOutTotal", 0));
    }
}
