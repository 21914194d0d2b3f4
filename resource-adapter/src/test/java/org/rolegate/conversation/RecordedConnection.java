package org.rolegate.conversation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The commands and replies of one connection, which a {@link ConnectionState} records. */
abstract class RecordedConnection {

    static final String OK = "";

    final ConnectionState state = new ConnectionState(new ScriptCache());
    long sent;
    long answered;

    static List<byte[]> arguments(String command) {
        return Arrays.stream(command.split(" ", -1))
                .map(argument -> argument.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    void done(String command, String error) {
        send(command);
        answer(error);
    }

    List<byte[]> send(String command) {
        return send(command.split(" "));
    }

    List<byte[]> send(String... arguments) {
        byte[] name = arguments[0].toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        List<byte[]> bytes = new ArrayList<>(List.of(name));
        Arrays.stream(arguments).skip(1).forEach(argument -> bytes.add(argument.getBytes(StandardCharsets.ISO_8859_1)));
        CommandClass kind = CommandClass.of(name, name.length);
        state.onCommand(sent++, kind.with(bytes), kind.argumentsMatter() ? bytes : List.of());
        return bytes;
    }

    void answer(String error) {
        state.onReply(answered++, error.isEmpty() ? Optional.empty() : Optional.of(error));
    }

    List<String> replay() {
        return state.replay().stream()
                .map(arguments -> String.join(
                        " ",
                        Arrays.stream(arguments)
                                .map(argument -> new String(argument, StandardCharsets.ISO_8859_1))
                                .toList()))
                .toList();
    }
}
