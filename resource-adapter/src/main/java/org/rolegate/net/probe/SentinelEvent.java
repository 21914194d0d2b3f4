package org.rolegate.net.probe;

import java.util.Optional;

import org.rolegate.core.model.Endpoint;

/**
 * A message that a Sentinel published.
 *
 * <p>It has two forms, as sentinel.c of Redis writes them: {@code <master-name> <old-ip> <old-port> <new-ip>
 * <new-port>} for {@code +switch-master}, and {@code <type> <name> <ip> <port> [@ <master-name> <ip> <port>]} for the
 * others.
 *
 * @param masterName the name by which the Sentinels know the group
 * @param about the address that the message reports, for {@code +switch-master} that of the new master
 */
record SentinelEvent(String masterName, Optional<Endpoint> about) {

    /** Parses a message. Returns empty for a message that names no master. */
    static Optional<SentinelEvent> parse(String channel, String message) {
        String[] arguments = message.trim().split(" ", -1);
        if (channel.equals("+switch-master")) {
            return arguments.length == 5
                    ? Optional.of(new SentinelEvent(arguments[0], RoleQuery.endpoint(arguments[3], arguments[4])))
                    : Optional.empty();
        }
        if (arguments.length >= 6 && arguments[4].equals("@")) {
            return Optional.of(new SentinelEvent(arguments[5], RoleQuery.endpoint(arguments[2], arguments[3])));
        }
        if (arguments.length >= 4 && arguments[0].equals("master")) {
            return Optional.of(new SentinelEvent(arguments[1], RoleQuery.endpoint(arguments[2], arguments[3])));
        }
        return Optional.empty();
    }
}
