package org.rolegate.core.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a new server has to be told: one place for each kind of state, in which the last word counts. */
final class Slots {

    private enum Slot {
        // In the order of the replay: before it has logged in, a session may do nothing else.
        IDENTITY,
        PROTOCOL,
        DATABASE,
        NAME,
        LIB_NAME,
        LIB_VER,
        NO_EVICT,
        NO_TOUCH
    }

    private static final int BYTES_PER_WORD = 32;

    /** Null where nothing was said; all null until something is, as most sessions say nothing. */
    private byte[][][] said = {};

    void auth(List<byte[]> words) {
        set(Slot.IDENTITY, words.toArray(byte[][]::new));
    }

    void hello(HelloWords hello) {
        hello.auth().ifPresent(words -> set(Slot.IDENTITY, words));
        // What a new connection speaks anyhow needs no word.
        hello.version()
                .ifPresent(version ->
                        set(Slot.PROTOCOL, Words.is(version, "2") ? null : new byte[][] {Words.of("HELLO"), version}));
        hello.name().ifPresent(this::name);
    }

    void select(List<byte[]> words) {
        boolean first = words.size() == 2 && Words.is(words.get(1), "0");
        set(Slot.DATABASE, first ? null : words.toArray(byte[][]::new));
    }

    void name(byte[] name) {
        set(Slot.NAME, name.length == 0 ? null : new byte[][] {Words.of("CLIENT"), Words.of("SETNAME"), name});
    }

    void libName(List<byte[]> words) {
        set(Slot.LIB_NAME, words.toArray(byte[][]::new));
    }

    void libVer(List<byte[]> words) {
        set(Slot.LIB_VER, words.toArray(byte[][]::new));
    }

    /** CLIENT NO-EVICT ON or OFF. */
    void noEvict(List<byte[]> words) {
        set(Slot.NO_EVICT, unlessOff(words));
    }

    /** CLIENT NO-TOUCH ON or OFF. */
    void noTouch(List<byte[]> words) {
        set(Slot.NO_TOUCH, unlessOff(words));
    }

    private static byte[][] unlessOff(List<byte[]> words) {
        return Words.is(words.get(2), "OFF") ? null : words.toArray(byte[][]::new);
    }

    /** Whether what is said unasked is told apart from replies by its type. */
    boolean pushes() {
        return said.length > 0 && said[Slot.PROTOCOL.ordinal()] != null;
    }

    /** Whether CLIENT NO-EVICT or NO-TOUCH is on. */
    boolean switched() {
        return said.length > 0 && (said[Slot.NO_EVICT.ordinal()] != null || said[Slot.NO_TOUCH.ordinal()] != null);
    }

    List<byte[][]> replay() {
        List<byte[][]> commands = new ArrayList<>();
        for (byte[][] command : said) {
            if (command != null) {
                commands.add(command);
            }
        }
        return commands;
    }

    /** Forgets what RESET undoes; the library stays what it is. */
    void reset() {
        for (Slot slot : Slot.values()) {
            if (slot != Slot.LIB_NAME && slot != Slot.LIB_VER) {
                set(slot, null);
            }
        }
    }

    /** Returns how much memory that takes, roughly. */
    int size() {
        int size = 0;
        for (byte[][] command : said) {
            if (command != null) {
                for (byte[] word : command) {
                    size += BYTES_PER_WORD + word.length;
                }
            }
        }
        return size;
    }

    /** Leaves no password in memory. */
    void wipe() {
        for (byte[][] command : said) {
            if (command != null) {
                wipe(Arrays.asList(command));
            }
        }
        said = new byte[][][] {};
    }

    static void wipe(List<byte[]> words) {
        words.forEach(word -> Arrays.fill(word, (byte) 0));
    }

    private void set(Slot slot, byte[][] command) {
        if (said.length == 0) {
            if (command == null) {
                return;
            }
            said = new byte[Slot.values().length][][];
        }
        Optional.ofNullable(said[slot.ordinal()]).ifPresent(old -> wipe(Arrays.asList(old)));
        said[slot.ordinal()] = command;
    }

    /** Names the slots in use, and nothing of what is in them. */
    @Override
    public String toString() {
        List<Slot> used = new ArrayList<>();
        for (Slot slot : Slot.values()) {
            if (slot.ordinal() < said.length && said[slot.ordinal()] != null) {
                used.add(slot);
            }
        }
        return used.toString();
    }
}
