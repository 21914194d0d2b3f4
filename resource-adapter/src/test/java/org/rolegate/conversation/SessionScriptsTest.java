package org.rolegate.conversation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SessionScriptsTest {

    private static final String OK = "";

    private final ScriptCache shared = new ScriptCache();
    private final Life life = new Life();
    private final Life other = new Life();

    /** A session of its own, whose server answers at once. */
    private final class Life {

        private final ConnectionState state = new ConnectionState(shared);
        private long sent;
        private long answered;

        void send(String... arguments) {
            List<byte[]> bytes = Arrays.stream(arguments)
                    .map(argument -> argument.getBytes(StandardCharsets.US_ASCII))
                    .toList();
            CommandClass kind = CommandClass.of(bytes.get(0), arguments[0].length());
            state.onCommand(sent++, kind, kind.argumentsMatter() ? bytes : List.of());
        }

        void answer(String error) {
            long number = answered++;
            if (state.awaits(number)) {
                state.onReply(number, Optional.of(error).filter(code -> !code.isEmpty()));
            }
        }

        void done(String... arguments) {
            send(arguments);
            answer(OK);
        }

        void refused(String error, String... arguments) {
            send(arguments);
            answer(error);
        }

        /** The bodies of the scripts that the next server is to know. */
        List<String> loads() {
            return state.replay().stream()
                    .filter(arguments -> Arguments.is(arguments[0], "SCRIPT") && Arguments.is(arguments[1], "LOAD"))
                    .map(arguments -> new String(arguments[2], StandardCharsets.US_ASCII))
                    .toList();
        }
    }

    private static String digest(String body) {
        return new String(
                ScriptDigest.of(body.getBytes(StandardCharsets.US_ASCII)).argument(), StandardCharsets.US_ASCII);
    }

    @Test
    void asksForAllOfThemBeforeItLoadsThem() {
        // When
        life.done("SCRIPT", "LOAD", "return 1");
        life.done("SCRIPT", "load", "return 2");

        // Then
        List<byte[][]> replay = life.state.replay();
        assertThat(replay).hasSize(3);
        assertThat(Arrays.stream(replay.get(0)).map(argument -> new String(argument, StandardCharsets.US_ASCII)))
                .containsExactly("SCRIPT", "EXISTS", digest("return 1"), digest("return 2"));
        assertThat(life.loads()).containsExactly("return 1", "return 2");
        assertThat(life.state.movable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"EVAL", "EVAL_RO"})
    void knowsWhatWasRunAsWell(String verb) {
        // When
        life.done(verb, "return 1", "0");
        life.done(verb, "return 1", "0");

        // Then
        assertThat(life.loads()).containsExactly("return 1");
    }

    @ParameterizedTest
    @CsvSource({"EVALSHA", "EVALSHA_RO"})
    void knowsWhatAnotherSessionLoadedAndThisOneCalls(String verb) {
        // Given
        other.done("SCRIPT", "LOAD", "return 1");
        assertThat(life.loads()).as("not called").isEmpty();

        // When
        life.refused("ERR", verb, digest("return 1").toUpperCase(Locale.ROOT), "0");
        life.done(verb, digest("return 2"), "0");

        // Then
        assertThat(life.loads()).containsExactly("return 1");

        // When
        other.done("EVAL", "return 2", "0");

        // Then
        assertThat(life.loads()).containsExactly("return 1", "return 2");
    }

    @Test
    void takesNothingForAScriptThatTheServerDidNotTake() {
        life.refused("ERR", "EVAL", "retrun 1", "0");
        life.refused("NOPERM", "SCRIPT", "LOAD", "return 1");
        life.done("SCRIPT", "EXISTS", digest("return 2"));
        life.done("MULTI");
        life.done("SCRIPT", "LOAD", "return 3");

        assertThat(life.loads()).isEmpty();
        assertThat(shared.find(ScriptDigest.of(Arguments.of("return 1")))).isEmpty();
        assertThat(life.state.movable()).isTrue();
    }

    @Test
    void tellsOfThemBeforeATransactionThatCallsThemAndBeforeChannels() {
        // Given
        other.done("SCRIPT", "LOAD", "return 1");

        // When
        life.done("SELECT", "3");
        life.state.onCommand(
                life.sent++, CommandClass.SUBSCRIBING, List.of(Arguments.of("SUBSCRIBE"), Arguments.of("a")));
        life.answer(OK);
        life.done("MULTI");
        life.done("EVALSHA", digest("return 1"), "0");

        // Then
        assertThat(life.state.replay().stream().map(arguments -> new String(arguments[0], StandardCharsets.US_ASCII)))
                .containsExactly("SELECT", "SCRIPT", "SCRIPT", "SUBSCRIBE", "MULTI");
    }

    @Test
    void forgetsWhatIsInAllOfThemAtAFlush() {
        // Given
        life.done("SCRIPT", "LOAD", "return 1");
        other.done("EVALSHA", digest("return 1"), "0");

        // When
        other.refused("NOPERM", "SCRIPT", "FLUSH");
        assertThat(life.loads()).containsExactly("return 1");
        other.done("SCRIPT", "FLUSH", "ASYNC");

        // Then
        assertThat(life.loads()).isEmpty();
        assertThat(other.loads()).isEmpty();

        // When: all in one breath
        life.send("SCRIPT", "LOAD", "return 1");
        life.send("SCRIPT", "FLUSH");
        life.send("SCRIPT", "LOAD", "return 1");
        life.answer(OK);
        life.answer(OK);
        life.answer(OK);

        // Then
        assertThat(life.loads()).containsExactly("return 1");
        assertThat(other.loads()).containsExactly("return 1");
    }

    @Test
    void isNotPinnedByMoreScriptsThanItRemembers() {
        // When
        for (int i = 0; i < 10_000; i++) {
            life.send("EVALSHA", digest(String.valueOf(i)), "0");
            life.send("EVAL", "return " + i + "--" + "x".repeat(1_000), "0");
        }
        for (int i = 0; i < 20_000; i++) {
            life.answer(OK);
        }
        for (int i = 0; i < 100; i++) {
            life.done("SCRIPT", "LOAD", "return " + i);
        }

        // Then
        assertThat(life.state.movable()).isTrue();
        assertThat(life.loads()).hasSize(SessionScripts.MOST_SCRIPTS).contains("return 99");
    }

    @Test
    void forgetsItsOwnWhenItIsPinned() {
        // Given
        life.done("SCRIPT", "LOAD", "return 1");

        // When
        life.state.pin();

        // Then
        assertThat(life.loads()).isEmpty();
    }
}
