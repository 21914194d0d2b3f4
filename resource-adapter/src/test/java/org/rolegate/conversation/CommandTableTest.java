package org.rolegate.conversation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CommandTableTest {

    private static final int LONGEST = 32;

    private final Map<String, CommandClass> entries = new HashMap<>();

    CommandTableTest() {
        Arrays.stream(KnownReads.NAMES.strip().split("\\s+", -1))
                .forEach(name -> entries.put(name, CommandClass.values()[1 + entries.size() % 10]));
    }

    @Test
    void findsEveryName() {
        CommandTable table = new CommandTable(entries);

        entries.forEach((name, kind) -> assertThat(find(table, name)).as(name).isEqualTo(kind));
    }

    @Test
    void findsNothingThatDiffersByAByte() {
        // Given
        CommandTable table = new CommandTable(entries);

        // Then
        for (String name : entries.keySet()) {
            for (int at = 0; at < name.length(); at++) {
                for (char one = 0; one <= 0xff; one++) {
                    assertExact(table, name.substring(0, at) + one + name.substring(at + 1));
                }
            }
        }
    }

    @Test
    void findsNothingThatIsCutOrLonger() {
        // Given
        CommandTable table = new CommandTable(entries);

        // Then
        for (String name : entries.keySet()) {
            for (int length = 0; length < name.length(); length++) {
                assertExact(table, name.substring(0, length));
                assertExact(table, name.substring(length));
            }
            for (char one = 0; one <= 0xff; one++) {
                assertExact(table, name + one);
                assertExact(table, one + name);
            }
        }
    }

    @Test
    void looksOnlyAtTheBytesOfTheName() {
        // Given
        CommandTable table = new CommandTable(entries);
        byte[] bytes = new byte[LONGEST];

        // Then
        for (String name : entries.keySet()) {
            Arrays.fill(bytes, (byte) 'X');
            System.arraycopy(Arguments.of(name), 0, bytes, 0, name.length());
            assertThat(table.find(bytes, name.length())).as(name).isEqualTo(entries.get(name));
        }
    }

    @Test
    void holdsTheNamesOfEachClassOnce() {
        // Given
        Set<String> reads = Set.of(KnownReads.NAMES.strip().split("\\s+", -1));

        // Then: a name that is a read by the tables and something else by hand would be whichever came last.
        assertThat(reads)
                .allMatch(name -> CommandClasses.of(name)
                        == (name.startsWith("EVAL") ? CommandClass.EVAL_READ : CommandClass.READ));
    }

    private void assertExact(CommandTable table, String name) {
        CommandClass expected = entries.getOrDefault(name, CommandClass.ORDINARY);
        if (find(table, name) != expected) {
            assertThat(find(table, name)).as(name).isEqualTo(expected);
        }
    }

    private static CommandClass find(CommandTable table, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        return table.find(bytes, bytes.length);
    }
}
