package org.rolegate.resp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A bounded buffer for the name and the arguments of one command. */
final class ArgumentBuffer {

    /** The bytes that are allocated for an argument before it arrives; more are allocated only as they arrive. */
    private static final int BYTES_AHEAD = 4 * 1024;

    private static final int BYTES_PER_ARGUMENT = 32;

    private final ArgumentCapture limits;
    private List<byte[]> arguments = new ArrayList<>();
    private int bytes;
    private int memoryBytes;
    private boolean tooLong;
    /** The current argument is not captured. */
    private boolean skipping;

    private int length;

    ArgumentBuffer(byte[] name, int length, ArgumentCapture limits) {
        this.limits = limits;
        addArgument(Arrays.copyOf(name, length));
        bytes = length;
    }

    /** Starts the next argument, which has the given length in bytes. */
    void begin(int lengthOfNext) {
        skipping |= tooLong || limits.ignoresRest() && arguments.size() == limits.mostArguments();
        if (skipping) {
            return;
        }
        if (lengthOfNext > limits.mostBytes() - bytes || arguments.size() == limits.mostArguments()) {
            discard();
            return;
        }
        length = lengthOfNext;
        bytes += length;
        addArgument(new byte[Math.min(length, BYTES_AHEAD)]);
    }

    private void addArgument(byte[] argument) {
        arguments.add(argument);
        memoryBytes += BYTES_PER_ARGUMENT + argument.length;
    }

    /** Wipes the buffer and captures nothing more of this command. */
    void discard() {
        tooLong = true;
        skipping = true;
        wipe();
    }

    /** Returns the approximate memory of the captured arguments in bytes. */
    int memoryBytes() {
        return memoryBytes;
    }

    /** Consumes {@code count} bytes of the current argument, of which {@code missing} bytes had not arrived before. */
    void add(ByteBuffer in, int count, int missing) {
        if (skipping) {
            in.position(in.position() + count);
            return;
        }
        int at = length - missing;
        in.get(withRoomFor(at + count), at, count);
    }

    /** Grows with the bytes that arrived: a client can announce a long argument and never send it. */
    private byte[] withRoomFor(int size) {
        byte[] argument = arguments.get(arguments.size() - 1);
        if (size > argument.length) {
            memoryBytes -= argument.length;
            argument = Arrays.copyOf(argument, Math.min(length, Math.max(size, 2 * argument.length)));
            memoryBytes += argument.length;
            arguments.set(arguments.size() - 1, argument);
        }
        return argument;
    }

    boolean tooLong() {
        return tooLong;
    }

    /** Returns the name and the arguments; the caller owns them from now on. */
    List<byte[]> take() {
        return arguments;
    }

    /** Overwrites the arguments, since one of them can be a password. */
    void wipe() {
        arguments.forEach(argument -> Arrays.fill(argument, (byte) 0));
        arguments = List.of();
        memoryBytes = 0;
    }
}
