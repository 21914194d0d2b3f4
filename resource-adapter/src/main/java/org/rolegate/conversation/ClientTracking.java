package org.rolegate.conversation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The keys of whose changes a session is notified (CLIENT TRACKING).
 *
 * <p>Not thread safe.
 */
final class ClientTracking {

    /** A session with more prefixes is tied to its server. */
    private static final int MOST_BYTES = 16 * 1024;

    private static final int BYTES_PER_WORD = 32;

    /** What was accepted, in order: of broadcasts the prefixes add up. */
    private final List<byte[][]> commands = new ArrayList<>(1);

    /**
     * CLIENT TRACKING was accepted.
     *
     * @return false if another server cannot be told of it
     */
    boolean track(List<byte[]> arguments) {
        if (has(arguments, "REDIRECT")) {
            // To be told by another connection is to name it by a number of this server.
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

    /** Returns how much memory that takes, roughly. */
    int size() {
        return commands.stream()
                .flatMap(Arrays::stream)
                .mapToInt(argument -> BYTES_PER_WORD + argument.length)
                .sum();
    }

    private static boolean has(List<byte[]> arguments, String option) {
        return arguments.stream().anyMatch(argument -> Arguments.is(argument, option));
    }

    /** Whether it hears of any keys. */
    boolean on() {
        return !commands.isEmpty();
    }

    /** The commands that have another server do the same. */
    List<byte[][]> replay() {
        return commands;
    }
}
