package org.rolegate.conversation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** The settings of a connection, each as the command that restores it. Not thread-safe. */
final class RedisConnectionSettings {

    private enum Setting {
        // In the order of the replay: a session must log in first.
        IDENTITY,
        PROTOCOL,
        DATABASE,
        NAME,
        LIB_NAME,
        LIB_VER,
        NO_EVICT,
        NO_TOUCH
    }

    private static final int BYTES_PER_ARGUMENT = 32;

    /** The command for each setting, null for a default; empty until a setting is made, since most sessions make none. */
    private byte[] @Nullable [][] commands = {};

    void auth(List<byte[]> arguments) {
        set(Setting.IDENTITY, arguments.toArray(byte[][]::new));
    }

    void hello(HelloArguments hello) {
        hello.auth().ifPresent(arguments -> set(Setting.IDENTITY, arguments));
        // A new connection uses RESP2 anyway.
        hello.version()
                .ifPresent(version -> set(
                        Setting.PROTOCOL,
                        Arguments.is(version, "2") ? null : new byte[][] {Arguments.of("HELLO"), version}));
        hello.name().ifPresent(this::name);
    }

    void select(List<byte[]> arguments) {
        boolean isDefault = arguments.size() == 2 && Arguments.is(arguments.get(1), "0");
        set(Setting.DATABASE, isDefault ? null : arguments.toArray(byte[][]::new));
    }

    void name(byte[] name) {
        set(
                Setting.NAME,
                name.length == 0 ? null : new byte[][] {Arguments.of("CLIENT"), Arguments.of("SETNAME"), name});
    }

    void libName(List<byte[]> arguments) {
        set(Setting.LIB_NAME, arguments.toArray(byte[][]::new));
    }

    void libVer(List<byte[]> arguments) {
        set(Setting.LIB_VER, arguments.toArray(byte[][]::new));
    }

    /** Records CLIENT NO-EVICT ON or OFF. */
    void noEvict(List<byte[]> arguments) {
        set(Setting.NO_EVICT, unlessOff(arguments));
    }

    /** Records CLIENT NO-TOUCH ON or OFF. */
    void noTouch(List<byte[]> arguments) {
        set(Setting.NO_TOUCH, unlessOff(arguments));
    }

    private static byte @Nullable [][] unlessOff(List<byte[]> arguments) {
        return Arguments.is(arguments.get(2), "OFF") ? null : arguments.toArray(byte[][]::new);
    }

    /** Returns whether the connection uses RESP3, in which push messages have a type of their own. */
    boolean isResp3() {
        return commands.length > 0 && commands[Setting.PROTOCOL.ordinal()] != null;
    }

    /** Returns whether CLIENT NO-EVICT or NO-TOUCH is on. */
    boolean hasSwitches() {
        return commands.length > 0
                && (commands[Setting.NO_EVICT.ordinal()] != null || commands[Setting.NO_TOUCH.ordinal()] != null);
    }

    List<byte[][]> replay() {
        List<byte[][]> replay = new ArrayList<>();
        for (byte[][] command : commands) {
            if (command != null) {
                replay.add(command);
            }
        }
        return replay;
    }

    /** Drops the settings that RESET restores to their defaults; the library name and version stay. */
    void reset() {
        for (Setting setting : Setting.values()) {
            if (setting != Setting.LIB_NAME && setting != Setting.LIB_VER) {
                set(setting, null);
            }
        }
    }

    /** Returns the approximate memory in bytes. */
    int size() {
        int size = 0;
        for (byte[][] command : commands) {
            if (command != null) {
                for (byte[] argument : command) {
                    size += BYTES_PER_ARGUMENT + argument.length;
                }
            }
        }
        return size;
    }

    /** Overwrites and drops all settings, since some are passwords. */
    void wipe() {
        for (byte[][] command : commands) {
            if (command != null) {
                wipe(Arrays.asList(command));
            }
        }
        commands = new byte[][][] {};
    }

    /** Overwrites arguments, since some are passwords. */
    static void wipe(List<byte[]> arguments) {
        arguments.forEach(argument -> Arrays.fill(argument, (byte) 0));
    }

    private void set(Setting setting, byte @Nullable [][] command) {
        if (commands.length == 0) {
            if (command == null) {
                return;
            }
            commands = new byte[Setting.values().length][][];
        }
        Optional.ofNullable(commands[setting.ordinal()]).ifPresent(old -> wipe(Arrays.asList(old)));
        commands[setting.ordinal()] = command;
    }

    /** Returns the names of the settings without their values. */
    @Override
    public String toString() {
        List<Setting> used = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            if (setting.ordinal() < commands.length && commands[setting.ordinal()] != null) {
                used.add(setting);
            }
        }
        return used.toString();
    }
}
