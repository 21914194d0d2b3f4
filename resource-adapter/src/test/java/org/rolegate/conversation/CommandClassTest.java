package org.rolegate.conversation;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CommandClassTest {

    @ParameterizedTest
    @CsvSource({
        "AUTH, AUTH",
        "HELLO, HELLO",
        "SELECT, SELECT",
        "CLIENT, CLIENT",
        "SCRIPT, SCRIPT",
        "MULTI, MULTI",
        "EXEC, EXEC",
        "DISCARD, DISCARD",
        "WATCH, WATCH",
        "UNWATCH, UNWATCH",
        "RESET, RESET",
        "SUBSCRIBE, SUBSCRIBING",
        "PSUBSCRIBE, SUBSCRIBING",
        "SSUBSCRIBE, SUBSCRIBING",
        "UNSUBSCRIBE, SUBSCRIBING",
        "PUNSUBSCRIBE, SUBSCRIBING",
        "SUNSUBSCRIBE, SUBSCRIBING",
    })
    void knowsWhatAJournalFollows(String name, CommandClass kind) {
        assertThat(of(name)).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MONITOR",
                "SYNC",
                "PSYNC",
                "WAIT",
                "WAITAOF",
                "REPLCONF",
                "SHUTDOWN",
                "READONLY",
                "READWRITE",
                "ASKING",
                "HIMPORT",
                "QUIT",
            })
    void knowsWhatPins(String name) {
        assertThat(of(name)).isEqualTo(CommandClass.PINNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET", "BLPOPX", "EVAL_", "PUBLISH", "XADD", "", "A", "AUTHX", "AUT", "FT.ADD", "auth"})
    void takesAllElseForOrdinary(String name) {
        assertThat(of(name)).isEqualTo(CommandClass.ORDINARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BLPOP", "BLMOVEM", "BZMPOP", "XREAD", "XREADGROUP"})
    void knowsWhatWaitsOnTheServer(String name) {
        assertThat(of(name)).isEqualTo(CommandClass.BLOCKING);
        assertThat(of(name).resendable()).isFalse();
        assertThat(of(name).changesState()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EVAL", "EVALSHA", "FCALL"})
    void knowsWhatMayAnswerAnything(String name) {
        assertThat(of(name).scripted()).isTrue();
        assertThat(of(name).resendable()).isFalse();
        assertThat(of(name).changesState()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EVAL_RO", "EVALSHA_RO"})
    void knowsWhatMayAnswerAnythingAndChangesNothing(String name) {
        assertThat(of(name)).isEqualTo(CommandClass.EVAL_READ);
        assertThat(of(name).scripted()).isFalse();
        assertThat(of(name).resendable()).isTrue();
        assertThat(of(name).changesState()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET", "MGET", "PING", "HGETALL", "ZRANGEBYSCORE", "GEORADIUSBYMEMBER_RO", "FT.SEARCH", "HPTTL"})
    void knowsWhatChangesNothing(String name) {
        assertThat(of(name)).isEqualTo(CommandClass.READ);
        assertThat(of(name).resendable()).isTrue();
        assertThat(of(name).changesState()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"WATCH", "UNWATCH"})
    void knowsWhatDoesNoHarmAgain(String name) {
        assertThat(of(name).resendable()).isTrue();
        assertThat(of(name).changesState()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONFIG", "OBJECT", "XINFO", "CLUSTER"})
    void knowsWhatHasSubcommandsThatChangeNothing(String name) {
        assertThat(of(name)).isEqualTo(CommandClass.CONTAINER);
        assertThat(of(name).resendable()).isFalse();
        assertThat(of(name).changesState()).isFalse();
        assertThat(of(name).argumentsMatter()).isTrue();
        assertThat(of(name).withoutArguments()).isEqualTo(CommandClass.ORDINARY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONFIG SET",
                "CONFIG",
                "ACL LOG",
                "FUNCTION LOAD",
                "MEMORY PURGE",
                "LATENCY RESET",
                "OBJECT NOSUCH",
                "SLOWLOG RESET",
                "COMMAND",
                "FT.CURSOR READ",
                "TS.READ",
                "SEARCH.CLUSTERSET",
                "DEBUG OBJECT",
                "NOSUCH",
                "JSON.NOSUCH",
            })
    void allElseIsNotAskedAgain(String name) {
        assertThat(CommandClasses.of(name).resendable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"config get", "CONFIG GeT", "object encoding key", "Xinfo STREAM key FULL"})
    void subcommandsAreKnownInWhateverCase(String name) {
        assertThat(CommandClasses.of(name)).isEqualTo(CommandClass.READ);
    }

    @Test
    void slotsAreHandedOverOnAConnectionOfItsOwn() {
        assertThat(CommandClasses.of("CLUSTER SYNCSLOTS")).isEqualTo(CommandClass.PINNING);
    }

    @Test
    void looksOnlyAtTheBytesOfTheName() {
        byte[] name = "AUTHXXXX".getBytes(StandardCharsets.US_ASCII);
        assertThat(CommandClass.of(name, 4)).isEqualTo(CommandClass.AUTH);
        assertThat(CommandClass.of(name, 8)).isEqualTo(CommandClass.ORDINARY);
    }

    @Test
    void pinsWhatMattersAndCannotBeKeptButForALongScript() {
        assertThat(CommandClass.AUTH.withoutArguments()).isEqualTo(CommandClass.PINNING);
        assertThat(CommandClass.CLIENT.withoutArguments()).isEqualTo(CommandClass.PINNING);
        assertThat(CommandClass.SCRIPT.withoutArguments()).isEqualTo(CommandClass.ORDINARY);
        assertThat(CommandClass.EVAL.withoutArguments()).isEqualTo(CommandClass.SCRIPTED);
        assertThat(CommandClass.EVAL_READ.withoutArguments()).isEqualTo(CommandClass.READ);
        assertThat(CommandClass.MULTI.withoutArguments()).isEqualTo(CommandClass.MULTI);
    }

    private static CommandClass of(String name) {
        return CommandClass.of(name.getBytes(StandardCharsets.US_ASCII), name.length());
    }
}
