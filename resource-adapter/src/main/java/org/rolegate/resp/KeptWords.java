package org.rolegate.resp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The words of one command that somebody wants to see, bounded in number and size. */
final class KeptWords {

    /** So much is made for a word before it comes; of more only what did come. */
    private static final int BYTES_AHEAD = 4 * 1024;

    private static final int BYTES_PER_WORD = 32;

    private final Keep most;
    private List<byte[]> words = new ArrayList<>();
    private int bytes;
    private int held;
    private boolean tooLong;
    /** The word that comes next is not among those that are kept. */
    private boolean left;

    private int length;

    KeptWords(byte[] name, int length, Keep most) {
        this.most = most;
        addWord(Arrays.copyOf(name, length));
        bytes = length;
    }

    /** A word of this length comes next. */
    void begin(int lengthOfNext) {
        left |= tooLong || most.restLeftOut() && words.size() == most.mostWords();
        if (left) {
            return;
        }
        if (lengthOfNext > most.mostBytes() - bytes || words.size() == most.mostWords()) {
            giveUp();
            return;
        }
        length = lengthOfNext;
        bytes += length;
        addWord(new byte[Math.min(length, BYTES_AHEAD)]);
    }

    private void addWord(byte[] word) {
        words.add(word);
        held += BYTES_PER_WORD + word.length;
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
        byte[] word = words.get(words.size() - 1);
        if (size > word.length) {
            held -= word.length;
            word = Arrays.copyOf(word, Math.min(length, Math.max(size, 2 * word.length)));
            held += word.length;
            words.set(words.size() - 1, word);
        }
        return word;
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
        held = 0;
    }
}
