package org.rolegate.resp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The words of one command that somebody wants to see, bounded in number and size. */
final class ArgumentBuffer {

    /** So much is made for a word before it comes; of more only what did come. */
    private static final int BYTES_AHEAD = 4 * 1024;

    private static final int BYTES_PER_WORD = 32;

    private final ArgumentCapture most;
    private List<byte[]> arguments = new ArrayList<>();
    private int bytes;
    private int held;
    private boolean tooLong;
    /** The word that comes next is not among those that are kept. */
    private boolean left;

    private int length;

    ArgumentBuffer(byte[] name, int length, ArgumentCapture most) {
        this.most = most;
        addWord(Arrays.copyOf(name, length));
        bytes = length;
    }

    /** A word of this length comes next. */
    void begin(int lengthOfNext) {
        left |= tooLong || most.restLeftOut() && arguments.size() == most.mostWords();
        if (left) {
            return;
        }
        if (lengthOfNext > most.mostBytes() - bytes || arguments.size() == most.mostWords()) {
            giveUp();
            return;
        }
        length = lengthOfNext;
        bytes += length;
        addWord(new byte[Math.min(length, BYTES_AHEAD)]);
    }

    private void addWord(byte[] argument) {
        arguments.add(argument);
        held += BYTES_PER_WORD + argument.length;
    }

    /** Keeps none of the words, whatever comes. */
    void giveUp() {
        tooLong = true;
        left = true;
        wipe();
    }

    /** Returns how much memory they take, roughly. */
    int held() {
        return held;
    }

    /** Takes bytes of the word begun, of which so many were still missing. */
    void add(ByteBuffer in, int count, int missing) {
        if (left) {
            in.position(in.position() + count);
            return;
        }
        int at = length - missing;
        in.get(withRoomFor(at + count), at, count);
    }

    /** Whoever announces a long word has not sent it yet. */
    private byte[] withRoomFor(int size) {
        byte[] argument = arguments.get(arguments.size() - 1);
        if (size > argument.length) {
            held -= argument.length;
            argument = Arrays.copyOf(argument, Math.min(length, Math.max(size, 2 * argument.length)));
            held += argument.length;
            arguments.set(arguments.size() - 1, argument);
        }
        return argument;
    }

    boolean tooLong() {
        return tooLong;
    }

    /** The words, the receiver's from now on. */
    List<byte[]> take() {
        return arguments;
    }

    /** Leaves nothing in memory of what may be a password. */
    void wipe() {
        arguments.forEach(argument -> Arrays.fill(argument, (byte) 0));
        arguments = List.of();
        held = 0;
    }
}
