package org.rolegate.conversation;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.rolegate.resp.RequestFramer;

import static org.assertj.core.api.Assertions.assertThat;

class CommandNamesTest {

    @ParameterizedTest
    @CsvSource({
        "INCR, incr",
        "BLPOP, blpop",
        "EXEC, exec",
        "CONFIG, config",
        "RESTORE-ASKING, restore-asking",
        "GEORADIUSBYMEMBER_RO, georadiusbymember_ro",
        "JSON.SET, json.set",
        "TS.ADD, ts.add",
        "CF.ADDNX, cf.addnx",
        "_FT.DEBUG, _ft.debug",
    })
    void areThoseOfTheTablesInLowerCase(String name, String counted) {
        assertThat(of(name)).isEqualTo(counted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hunter2",
                "RENAMED-INCR",
                "SETT",
                "SE",
                "INCR ",
                "INCR\n",
                "CONFIG SET",
                "CONFIG|SET",
                "JSON",
                "JSON.NOT-YET-THERE",
                "MYMODULE.SET",
                "ÿ",
                "İNCR",
                "INCR DECR"
            })
    void areOtherForWhatNoTableHas(String name) {
        assertThat(of(name)).isEqualTo("other");
    }

    @Test
    void dependOnTheBytesOfTheNameOnly() {
        assertThat(CommandNames.of(Arguments.of("GETSETXXX"), 3)).isEqualTo("get");
        assertThat(CommandNames.of(Arguments.of("ZADDXXX"), 5)).isEqualTo("other");
    }

    @Test
    void containEveryKnownRead() {
        assertThat(KnownReads.NAMES.strip().split("\\s+", -1))
                .hasSizeGreaterThan(100)
                .allSatisfy(name -> assertThat(of(name)).as(name).isNotEqualTo("other"));
    }

    @Test
    void areShorterThanANameThatMayHaveBeenCut() {
        assertThat(KnownCommands.NAMES.strip().split("\\s+", -1))
                .hasSizeGreaterThan(400)
                .allSatisfy(name -> assertThat(name).hasSizeLessThan(RequestFramer.LONGEST_NAME));
    }

    private static String of(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        return CommandNames.of(bytes, bytes.length);
    }
}
