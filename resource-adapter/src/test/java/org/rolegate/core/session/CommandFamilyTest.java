package org.rolegate.core.session;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CommandFamilyTest {

    @ParameterizedTest
    @CsvSource({
        "INCR, string",
        "BLPOP, list",
        "ZADD, sorted-set",
        "EXEC, transactions",
        "FUNCTION, scripting",
        "RESTORE-ASKING, server",
        "VADD, vector-set",
        "ARSET, array",
        "JSON.SET, json",
        "FT.SEARCH, search",
        "_FT.DEBUG, search",
        "TS.ADD, timeseries",
        "CF.ADDNX, bloom",
        "JSON.NOT-YET-THERE, json",
    })
    void isTheGroupOrTheModule(String name, String word) {
        assertThat(of(name).word()).isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hunter2", "incr", "SETT", "SE", "STRING:", "JSON", "MYMODULE.SET", "ÿ", "GET "})
    void isOtherForWhatNoTableKnows(String name) {
        assertThat(of(name)).isEqualTo(CommandFamily.OTHER);
    }

    @Test
    void looksOnlyAtTheBytesOfTheName() {
        assertThat(CommandFamily.of(Words.of("GETSETXXX"), 3)).isEqualTo(CommandFamily.STRING);
        assertThat(CommandFamily.of(Words.of("ZADDXXX"), 5)).isEqualTo(CommandFamily.OTHER);
    }

    @Test
    void everyKnownReadHasAFamily() {
        assertThat(KnownReads.NAMES.strip().split("\\s+", -1))
                .hasSizeGreaterThan(100)
                .allSatisfy(name -> assertThat(of(name)).as(name).isNotEqualTo(CommandFamily.OTHER));
    }

    @Test
    void everyFamilyHasCommandsButTheLast() {
        assertThat(Arrays.stream((KnownFamilies.NAMES + " JSON.A FT.A TS.A BF.A").split("\\s+", -1))
                        .map(CommandFamilyTest::of))
                .contains(CommandFamily.values());
    }

    private static CommandFamily of(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        return CommandFamily.of(bytes, bytes.length);
    }
}
