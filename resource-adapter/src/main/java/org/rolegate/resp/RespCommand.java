package org.rolegate.resp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Commands as bytes: always an array of bulk strings with their lengths, so that no byte of an argument, be it a space
 * or a line end in a password, can become part of the command.
 */
public final class RespCommand {

    private static final byte[] LINE_END = {'\r', '\n'};

    private RespCommand() {}

    /** The command, its words in UTF-8. */
    public static byte[] encode(String... arguments) {
        return encode(Arrays.stream(arguments)
                .map(argument -> argument.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new));
    }

    /** The command, its words any bytes. */
    public static byte[] encode(byte[]... arguments) {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("a command has at least one word");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        header(out, '*', arguments.length);
        for (byte[] argument : arguments) {
            header(out, '$', argument.length);
            out.writeBytes(argument);
            out.writeBytes(LINE_END);
        }
        return out.toByteArray();
    }

    private static void header(ByteArrayOutputStream out, char type, int length) {
        out.write(type);
        out.writeBytes(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(LINE_END);
    }
}
