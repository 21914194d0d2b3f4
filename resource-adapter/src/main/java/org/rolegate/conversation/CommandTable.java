package org.rolegate.conversation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A hash table of command names with open addressing; a lookup, which happens once per command, allocates nothing.
 */
final class CommandTable {

    private static final int SLOTS_PER_NAME = 8;

    private final byte[] @Nullable [] names;
    private final CommandClass[] kinds;
    private final int mask;

    CommandTable(Map<String, CommandClass> entries) {
        int slots = Integer.highestOneBit(entries.size() * SLOTS_PER_NAME);
        names = new byte[slots][];
        kinds = new CommandClass[slots];
        mask = slots - 1;
        entries.forEach((name, kind) -> put(name.getBytes(StandardCharsets.US_ASCII), kind));
    }

    private void put(byte[] name, CommandClass kind) {
        int slot = slot(name, name.length);
        while (names[slot] != null) {
            slot = slot + 1 & mask;
        }
        names[slot] = name;
        kinds[slot] = kind;
    }

    /** Returns the class of the command whose name is the first {@code length} bytes, or ORDINARY if it is not in the table. */
    CommandClass find(byte[] name, int length) {
        int slot = slot(name, length);
        byte @Nullable [] there = names[slot];
        while (there != null) {
            if (Arrays.equals(name, 0, length, there, 0, there.length)) {
                return kinds[slot];
            }
            slot = slot + 1 & mask;
            there = names[slot];
        }
        return CommandClass.ORDINARY;
    }

    private int slot(byte[] name, int length) {
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + name[i];
        }
        return (hash ^ hash >>> 10) & mask;
    }
}
