package org.rolegate.conversation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The unanswered commands that may change the connection state, in order. Not thread-safe. */
final class PendingCommands {

    /** The approximate maximum memory in bytes; a session that needs more is pinned. */
    private static final int MOST_BYTES = 256 * 1024;

    private static final int BYTES_PER_OBJECT = 32;

    /**
     * A sent command.
     *
     * @param number the number of replies before its own
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

    /** Returns the number of the first command, or {@link ConnectionState#NONE} if there is none. */
    long next() {
        return commands.isEmpty() ? ConnectionState.NONE : commands.element().number;
    }

    boolean has(CommandClass kind) {
        return commands.stream().anyMatch(command -> command.kind == kind);
    }

    /** Returns the approximate memory in bytes. */
    int size() {
        return bytes;
    }

    boolean tooMuch() {
        return bytes > MOST_BYTES;
    }

    /** Overwrites all arguments, since some are passwords. */
    void wipe() {
        commands.forEach(command -> RedisConnectionSettings.wipe(command.arguments));
    }

    /** Returns the number of commands without their arguments. */
    @Override
    public String toString() {
        return String.valueOf(commands.size());
    }
}
