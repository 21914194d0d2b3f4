package org.rolegate.resp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A byte buffer that grows with the bytes that arrived, never with an announced length. */
final class ByteGatherer {

    private static final int FIRST_ROOM = 64;

    /** A larger array is released after use, so that one large reply does not stay in memory. */
    private static final int MOST_RETAINED = 8_192;

    private byte[] bytes = new byte[FIRST_ROOM];
    private int size;

    int size() {
        return size;
    }

    int room() {
        return bytes.length;
    }

    void add(byte one) {
        ensureRoom(1);
        bytes[size++] = one;
    }

    void addFrom(ByteBuffer in, int count) {
        ensureRoom(count);
        in.get(bytes, size, count);
        size += count;
    }

    byte at(int index) {
        return bytes[index];
    }

    byte[] takeBytes(int from) {
        byte[] taken = Arrays.copyOfRange(bytes, from, size);
        clear();
        return taken;
    }

    String takeText() {
        String text = new String(bytes, 0, size, StandardCharsets.UTF_8);
        clear();
        return text;
    }

    private void clear() {
        size = 0;
        if (bytes.length > MOST_RETAINED) {
            bytes = new byte[FIRST_ROOM];
        }
    }

    private void ensureRoom(int count) {
        if (bytes.length - size < count) {
            long doubled = Math.min(2L * bytes.length, Integer.MAX_VALUE - 8L);
            bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.max(doubled, (long) size + count)));
        }
    }
}
