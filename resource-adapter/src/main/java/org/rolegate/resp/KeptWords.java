package org.rolegate.resp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The words of one command that somebody wants to see, bounded in number and size. */
final class KeptWords {

    static final int MOST_BYTES = 4_096;
    static final int MOST_WORDS = 64;

    private List<byte[]> words = new ArrayList<>();
    private int bytes;
    private boolean tooLong;

    KeptWords(byte[] name, int length) {
        words.add(Arrays.copyOf(name, length));
        bytes = length;
    }

    /** A word of this length comes next. */
    void begin(int length) {
        if (tooLong || length > MOST_BYTES - bytes || words.size() == MOST_WORDS) {
            tooLong = true;
            wipe();
            return;
        }
        bytes += length;
        words.add(new byte[length]);
    }

    /** Takes bytes of the word begun, of which so many were still missing. */
    void add(ByteBuffer in, int count, int missing) {
        if (tooLong) {
            in.position(in.position() + count);
        } else {
            byte[] word = words.get(words.size() - 1);
            in.get(word, word.length - missing, count);
        }
    }

    boolean tooLong() {
        return tooLong;
    }

    /** The words, the receiver's from now on. */
    List<byte[]> take() {
        return words;
    }

    /** Leaves nothing in memory of what may be a password. */
    void wipe() {
        words.forEach(word -> Arrays.fill(word, (byte) 0));
        words = List.of();
    }
}
