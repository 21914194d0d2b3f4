package org.rolegate.console.view;

/** The running adapter as a whole. */
public record ProxyView(
        String version,
        long uptimeMillis,
        String transport,
        int eventLoops,
        long eventLoopLagMillis,
        boolean firstProbeRoundDone,
        Traffic traffic) {

    static ProxyView of(Attributes attributes) {
        return new ProxyView(
                attributes.text("Version"),
                attributes.number("UptimeMillis", 0),
                attributes.text("Transport"),
                attributes.integer("EventLoops"),
                attributes.number("EventLoopLagMillis", 0),
                attributes.flag("FirstProbeRoundDone"),
                Traffic.of(attributes));
    }
}
