package org.rolegate.console.view;

/** One Sentinel of a group and its last reply. */
public record SentinelView(
        String id,
        String address,
        String origin,
        boolean up,
        boolean subscribed,
        String namesMaster,
        long configEpoch,
        boolean tilt,
        long lastReplyAgeMillis,
        String lastError) {

    static SentinelView of(Attributes attributes) {
        return new SentinelView(
                attributes.text("id"),
                attributes.text("address"),
                attributes.text("origin"),
                attributes.flag("up"),
                attributes.flag("subscribed"),
                attributes.text("namesMaster"),
                attributes.number("configEpoch", -1),
                attributes.flag("tilt"),
                attributes.number("lastReplyAgeMillis", -1),
                attributes.text("lastError"));
    }
}
