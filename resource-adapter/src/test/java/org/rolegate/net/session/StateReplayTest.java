package org.rolegate.net.session;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StateReplayTest {

    private final StateReplay replay = new StateReplay(
            Arrays.asList(arguments("AUTH secret"), arguments("SELECT 3"), arguments("CLIENT SETNAME me")));

    private static byte[][] arguments(String command) {
        return Arrays.stream(command.split(" "))
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    private void reply(String answers) {
        ByteBuf bytes = Unpooled.copiedBuffer(answers, StandardCharsets.UTF_8);
        replay.onReplies(bytes);
        bytes.release();
    }

    @Test
    void saysAllAtOnceInOrder() {
        // Given
        EmbeddedChannel server = new EmbeddedChannel();

        // When
        replay.send(server);

        // Then
        StringBuilder reported = new StringBuilder();
        for (ByteBuf bytes; (bytes = server.readOutbound()) != null; bytes.release()) {
            reported.append(bytes.toString(StandardCharsets.UTF_8));
        }
        assertThat(reported)
                .hasToString("*2\r\n$4\r\nAUTH\r\n$6\r\nsecret\r\n*2\r\n$6\r\nSELECT\r\n$1\r\n3\r\n"
                        + "*3\r\n$6\r\nCLIENT\r\n$7\r\nSETNAME\r\n$2\r\nme\r\n");
    }

    @Test
    void isOverWhenAllIsAnsweredHoweverTheAnswersAreCut() {
        for (char one : "+OK\r\n+OK\r\n+OK\r".toCharArray()) {
            reply(String.valueOf(one));
            assertThat(replay.finished()).isFalse();
        }

        // When
        reply("\n");

        // Then
        assertThat(replay.finished()).isTrue();
        assertThat(replay.refusal()).isEmpty();
    }

    @Test
    void isOverAtOnceWhenTheServerRefusesWhatTheSessionNeedsAndKeepsTheReasonsToTheCode() {
        // When
        reply("-WRONGPASS invalid secret\r\n");

        // Then
        assertThat(replay.finished()).isTrue();
        assertThat(replay.refusal()).hasValue("AUTH refused: WRONGPASS");
    }

    @Test
    void readsItsOwnWordsAsRedisDoesToTheFirstNul() {
        // Given
        StateReplay tracking = new StateReplay(Arrays.asList(arguments("HELLO 3"), arguments("CLIENT TRACKING\0x ON")));

        // When
        ByteBuf answers = Unpooled.copiedBuffer("_\r\n-ERR not here\r\n", StandardCharsets.UTF_8);
        tracking.onReplies(answers);
        answers.release();

        // Then
        assertThat(tracking.forClient().toString(StandardCharsets.UTF_8)).contains("invalidate");
        assertThat(tracking.refusal()).hasValue("CLIENT TRACKING refused: ERR");
    }

    @Test
    void doesNotMindARefusedName() {
        // When
        reply("+OK\r\n+OK\r\n-ERR no names here\r\n");

        // Then
        assertThat(replay.finished()).isTrue();
        assertThat(replay.refusal()).isEmpty();
    }

    @Test
    void takesNoPushForAnAnswer() {
        // When
        reply(">2\r\n+invalidate\r\n_\r\n+OK\r\n+OK\r\n");

        // Then
        assertThat(replay.finished()).isFalse();
    }

    @Test
    void refusesWhatIsNoResp() {
        // When
        reply("HTTP/1.1 400 Bad Request\r\n");

        // Then
        assertThat(replay.refusal()).hasValue("its reply is not RESP");
    }

    @Test
    void neverShowsWhatItSays() {
        assertThat(replay.toString()).doesNotContain("secret");
    }

    private final EmbeddedChannel server = new EmbeddedChannel();

    private String reported() {
        StringBuilder reported = new StringBuilder();
        for (ByteBuf bytes; (bytes = server.readOutbound()) != null; bytes.release()) {
            reported.append(bytes.toString(StandardCharsets.UTF_8));
        }
        return reported.toString();
    }

    private static void reply(StateReplay replay, String answers) {
        ByteBuf bytes = Unpooled.copiedBuffer(answers, StandardCharsets.UTF_8);
        replay.onReplies(bytes);
        bytes.release();
    }

    private StateReplay ofScripts() {
        return new StateReplay(Arrays.asList(
                arguments("SELECT 3"),
                arguments("SCRIPT EXISTS 1 2 3"),
                arguments("SCRIPT LOAD one"),
                arguments("SCRIPT LOAD two"),
                arguments("SCRIPT LOAD three"),
                arguments("MULTI")));
    }

    @Test
    void loadsTheScriptsThatTheServerDoesNotHave() {
        // Given
        StateReplay scripts = ofScripts();
        scripts.send(server);
        assertThat(reported()).contains("SELECT", "EXISTS").doesNotContain("LOAD", "MULTI");

        // When
        reply(scripts, "+OK\r\n*3\r\n:1\r\n:0\r\n:1\r\n");

        // Then
        assertThat(reported()).contains("two", "MULTI").doesNotContain("one", "three");

        // When
        reply(scripts, "$3\r\nsha\r\n");
        assertThat(scripts.finished()).isFalse();
        reply(scripts, "+OK\r\n");

        // Then
        assertThat(scripts.finished()).isTrue();
        assertThat(scripts.refusal()).isEmpty();
    }

    @Test
    void doesNotMindAServerThatMayNotBeToldOfScripts() {
        // Given
        StateReplay scripts = ofScripts();
        scripts.send(server);

        // When
        reply(scripts, "+OK\r\n-NOPERM no\r\n");

        // Then
        assertThat(reported()).contains("one", "two", "three", "MULTI");

        // When
        reply(scripts, "-NOPERM no\r\n-NOPERM no\r\n-NOPERM no\r\n+OK\r\n");

        // Then
        assertThat(scripts.finished()).isTrue();
        assertThat(scripts.refusal()).isEmpty();
    }

    @Test
    void leavesNothingElseOutHoweverMuchTheServerAnswers() {
        // Given
        StateReplay scripts = ofScripts();
        scripts.send(server);

        // When
        reply(scripts, "+OK\r\n*5\r\n:1\r\n:1\r\n:1\r\n:1\r\n:1\r\n");

        // Then
        assertThat(reported()).contains("MULTI").doesNotContain("LOAD");
        assertThat(scripts.finished()).isFalse();
    }

    @Test
    void isOverIfTheServerHasAllScriptsAndNothingElseIsToBeSaid() {
        // Given
        StateReplay scripts =
                new StateReplay(Arrays.asList(arguments("SCRIPT EXISTS 1"), arguments("SCRIPT LOAD one")));
        scripts.send(server);

        // When
        reply(scripts, "*1\r\n:1\r\n");

        // Then
        assertThat(scripts.finished()).isTrue();
    }
}
