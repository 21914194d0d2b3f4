package org.rolegate.conversation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The commands that were sent and not answered, as far as a journal needs them, in order. Not thread safe. */
final class PendingCommands {

    /** How much memory, roughly, may lie here; a client in need of more is pinned. */
    private static final int MOST_BYTES = 256 * 1024;

    private static final int BYTES_PER_OBJECT = 32;

    /**
     * One of them.
     *
     * @param number how many replies come before its own
     */
    record Command(long number, CommandClass kind, List<byte[]> arguments) {

        private int size() {
            int size = 2 * BYTES_PER_OBJECT;
            for (byte[] argument : arguments) {
                size += BYTES_PER_OBJECT + argument.length;
            }
            return size;
        }
    }

    private final Deque<Command> commands = new ArrayDeque<>(4);
    private int bytes;

    void add(Command command) {
        commands.add(command);
        bytes += command.size();
    }

    Command remove() {
        Command command = commands.remove();
        bytes -= command.size();
        return command;
    }

    /** Returns the number of the first one; {@link ConnectionState#NONE} if there is none. */
    long next() {
        return commands.isEmpty() ? ConnectionState.NONE : commands.element().number;
    }

    boolean has(CommandClass kind) {
        return commands.stream().anyMatch(command -> command.kind == kind);
    }

    /** Returns how much memory they take, roughly. */
    int size() {
        return bytes;
    }

    boolean tooMuch() {
        return bytes > MOST_BYTES;
    }

    /** Leaves no password in memory. */
    void wipe() {
        commands.forEach(command -> RedisConnectionSettings.wipe(command.arguments));
    }

    /** Tells how many, and not what they say. */
    @Override
    public String toString() {
        return String.valueOf(commands.size());
    }
}
