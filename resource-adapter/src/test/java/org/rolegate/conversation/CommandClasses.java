package org.rolegate.conversation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The class that Rolegate has for a command as people write it. */
final class CommandClasses {

    private CommandClasses() {}

    /** Returns that of a command, or of a subcommand behind its container. */
    static CommandClass of(String command) {
        List<byte[]> arguments = Stream.of(command.split(" ", -1))
                .map(argument -> argument.getBytes(StandardCharsets.US_ASCII))
                .toList();
        byte[] first = new String(arguments.get(0), StandardCharsets.US_ASCII)
                .toUpperCase(Locale.ROOT)
                .getBytes(StandardCharsets.US_ASCII);
        return CommandClass.of(first, first.length).with(arguments);
    }
}
