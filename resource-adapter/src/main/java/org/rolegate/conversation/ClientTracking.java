package org.rolegate.conversation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The CLIENT TRACKING commands of a session, which decide of which keys it receives invalidations. Not thread-safe.
 */
final class ClientTracking {

    /** The maximum memory in bytes; a session with more prefixes is pinned. */
    private static final int MOST_BYTES = 16 * 1024;

    private static final int BYTES_PER_ARGUMENT = 32;

    /** The accepted commands in order; several are needed since the prefixes of BCAST accumulate. */
    private final List<byte[][]> commands = new ArrayList<>(1);

    /**
     * Applies an accepted CLIENT TRACKING.
     *
     * @return false if it cannot be replayed
     */
    boolean apply(List<byte[]> arguments) {
        if (has(arguments, "REDIRECT")) {
            // REDIRECT names another connection by a client ID of this server.
            return false;
        }
        if (Arguments.is(arguments.get(2), "OFF")) {
            commands.clear();
            return true;
        }
        if (!has(arguments, "BCAST")) {
            commands.clear();
        }
        commands.add(arguments.toArray(byte[][]::new));
        return size() <= MOST_BYTES;
    }

    /** Returns the approximate memory in bytes. */
    int size() {
        return commands.stream()
                .flatMap(Arrays::stream)
                .mapToInt(argument -> BYTES_PER_ARGUMENT + argument.length)
                .sum();
    }

    private static boolean has(List<byte[]> arguments, String option) {
        return arguments.stream().anyMatch(argument -> Arguments.is(argument, option));
    }

    /** Returns whether tracking is on. */
    boolean isOn() {
        return !commands.isEmpty();
    }

    /** Returns the commands that restore the tracking on another server. */
    List<byte[][]> replay() {
        return commands;
    }
}
