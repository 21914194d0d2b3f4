package org.rolegate.conversation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a new server has to be told: one place for each kind of state, in which the last word counts. */
final class RedisConnectionSettings {

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
    private byte[][][] reported = {};

    void auth(List<byte[]> arguments) {
        set(Slot.IDENTITY, arguments.toArray(byte[][]::new));
    }

    void hello(HelloArguments hello) {
        hello.auth().ifPresent(arguments -> set(Slot.IDENTITY, arguments));
        // What a new connection speaks anyhow needs no word.
        hello.version()
                .ifPresent(version -> set(
                        Slot.PROTOCOL,
                        Arguments.is(version, "2") ? null : new byte[][] {Arguments.of("HELLO"), version}));
        hello.name().ifPresent(this::name);
    }

    void select(List<byte[]> arguments) {
        boolean first = arguments.size() == 2 && Arguments.is(arguments.get(1), "0");
        set(Slot.DATABASE, first ? null : arguments.toArray(byte[][]::new));
    }

    void name(byte[] name) {
        set(Slot.NAME, name.length == 0 ? null : new byte[][] {Arguments.of("CLIENT"), Arguments.of("SETNAME"), name});
    }

    void libName(List<byte[]> arguments) {
        set(Slot.LIB_NAME, arguments.toArray(byte[][]::new));
    }

    void libVer(List<byte[]> arguments) {
        set(Slot.LIB_VER, arguments.toArray(byte[][]::new));
    }

    /** CLIENT NO-EVICT ON or OFF. */
    void noEvict(List<byte[]> arguments) {
        set(Slot.NO_EVICT, unlessOff(arguments));
    }

    /** CLIENT NO-TOUCH ON or OFF. */
    void noTouch(List<byte[]> arguments) {
        set(Slot.NO_TOUCH, unlessOff(arguments));
    }

    private static byte[][] unlessOff(List<byte[]> arguments) {
        return Arguments.is(arguments.get(2), "OFF") ? null : arguments.toArray(byte[][]::new);
    }

    /** Whether what is said unasked is told apart from replies by its type. */
    boolean pushes() {
        return reported.length > 0 && reported[Slot.PROTOCOL.ordinal()] != null;
    }

    /** Whether CLIENT NO-EVICT or NO-TOUCH is on. */
    boolean switched() {
        return reported.length > 0
                && (reported[Slot.NO_EVICT.ordinal()] != null || reported[Slot.NO_TOUCH.ordinal()] != null);
    }

    List<byte[][]> replay() {
        List<byte[][]> commands = new ArrayList<>();
        for (byte[][] command : reported) {
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
        for (byte[][] command : reported) {
            if (command != null) {
                for (byte[] argument : command) {
                    size += BYTES_PER_WORD + argument.length;
                }
            }
        }
        return size;
    }

    /** Leaves no password in memory. */
    void wipe() {
        for (byte[][] command : reported) {
            if (command != null) {
                wipe(Arrays.asList(command));
            }
        }
        reported = new byte[][][] {};
    }

    static void wipe(List<byte[]> arguments) {
        arguments.forEach(argument -> Arrays.fill(argument, (byte) 0));
    }

    private void set(Slot slot, byte[][] command) {
        if (reported.length == 0) {
            if (command == null) {
                return;
            }
            reported = new byte[Slot.values().length][][];
        }
        Optional.ofNullable(reported[slot.ordinal()]).ifPresent(old -> wipe(Arrays.asList(old)));
        reported[slot.ordinal()] = command;
    }

    /** Names the slots in use, and nothing of what is in them. */
    @Override
    public String toString() {
        List<Slot> used = new ArrayList<>();
        for (Slot slot : Slot.values()) {
            if (slot.ordinal() < reported.length && reported[slot.ordinal()] != null) {
                used.add(slot);
            }
        }
        return used.toString();
    }
}
