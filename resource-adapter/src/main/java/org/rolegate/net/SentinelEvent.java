package org.rolegate.net;

import java.util.Optional;

import org.rolegate.core.model.Endpoint;

/**
 * A message that a Sentinel published.
 *
 * <p>Two forms, as sentinel.c writes them: {@code <master-name> <old-ip> <old-port> <new-ip> <new-port>} for
 * {@code +switch-master}, and {@code <type> <name> <ip> <port> [@ <master-name> <ip> <port>]} for the others.
 *
 * @param masterName the group it is about
 * @param about the address in question
 */
record SentinelEvent(String masterName, Optional<Endpoint> about) {

    /** Returns nothing for a message that names no master. */
    static Optional<SentinelEvent> parse(String channel, String message) {
        String[] words = message.trim().split(" ", -1);
        if (channel.equals("+switch-master")) {
            return words.length == 5
                    ? Optional.of(new SentinelEvent(words[0], RoleQuestion.endpoint(words[3], words[4])))
                    : Optional.empty();
        }
        if (words.length >= 6 && words[4].equals("@")) {
            return Optional.of(new SentinelEvent(words[5], RoleQuestion.endpoint(words[2], words[3])));
        }
        if (words.length >= 4 && words[0].equals("master")) {
            return Optional.of(new SentinelEvent(words[1], RoleQuestion.endpoint(words[2], words[3])));
        }
        return Optional.empty();
    }
}
