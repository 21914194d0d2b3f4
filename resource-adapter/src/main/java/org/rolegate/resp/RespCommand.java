package org.rolegate.resp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An encoder of commands.
 *
 * <p>A command is always an array of bulk strings with their lengths. So no byte of an argument, such as a space or a line end
 * in a password, can become part of the command.
 */
public final class RespCommand {

    private static final byte[] LINE_END = {'\r', '\n'};

    private RespCommand() {}

    /** Returns the command with its arguments in UTF-8; the first one is the name. */
    public static byte[] encode(String... arguments) {
        return encode(Arrays.stream(arguments)
                .map(argument -> argument.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new));
    }

    /** Returns the command with its arguments of any bytes; the first one is the name. */
    public static byte[] encode(byte[]... arguments) {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("a command has at least a name");
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
