package org.rolegate.net;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReplayTest {

    private final Replay replay =
            new Replay(Arrays.asList(words("AUTH secret"), words("SELECT 3"), words("CLIENT SETNAME me")));

    private static byte[][] words(String command) {
        return Arrays.stream(command.split(" "))
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    private void hear(String answers) {
        ByteBuf bytes = Unpooled.copiedBuffer(answers, StandardCharsets.UTF_8);
        replay.hear(bytes);
        bytes.release();
    }

    @Test
    void saysAllAtOnceInOrder() {
        // Given
        EmbeddedChannel server = new EmbeddedChannel();

        // When
        replay.send(server);

        // Then
        StringBuilder said = new StringBuilder();
        for (ByteBuf bytes; (bytes = server.readOutbound()) != null; bytes.release()) {
            said.append(bytes.toString(StandardCharsets.UTF_8));
        }
        assertThat(said)
                .hasToString("*2\r\n$4\r\nAUTH\r\n$6\r\nsecret\r\n*2\r\n$6\r\nSELECT\r\n$1\r\n3\r\n"
                        + "*3\r\n$6\r\nCLIENT\r\n$7\r\nSETNAME\r\n$2\r\nme\r\n");
    }

    @Test
    void isOverWhenAllIsAnsweredHoweverTheAnswersAreCut() {
        for (char one : "+OK\r\n+OK\r\n+OK\r".toCharArray()) {
            hear(String.valueOf(one));
            assertThat(replay.over()).isFalse();
        }

        // When
        hear("\n");

        // Then
        assertThat(replay.over()).isTrue();
        assertThat(replay.refusal()).isEmpty();
    }

    @Test
    void isOverAtOnceWhenTheServerRefusesWhatTheSessionNeedsAndKeepsTheReasonsToTheCode() {
        // When
        hear("-WRONGPASS invalid secret\r\n");

        // Then
        assertThat(replay.over()).isTrue();
        assertThat(replay.refusal()).hasValue("AUTH refused: WRONGPASS");
    }

    @Test
    void readsItsOwnWordsAsRedisDoesToTheFirstNul() {
        // Given
        Replay tracking = new Replay(Arrays.asList(words("HELLO 3"), words("CLIENT TRACKING\0x ON")));

        // When
        ByteBuf answers = Unpooled.copiedBuffer("_\r\n-ERR not here\r\n", StandardCharsets.UTF_8);
        tracking.hear(answers);
        answers.release();

        // Then
        assertThat(tracking.forClient().toString(StandardCharsets.UTF_8)).contains("invalidate");
        assertThat(tracking.refusal()).hasValue("CLIENT TRACKING refused: ERR");
    }

    @Test
    void doesNotMindARefusedName() {
        // When
        hear("+OK\r\n+OK\r\n-ERR no names here\r\n");

        // Then
        assertThat(replay.over()).isTrue();
        assertThat(replay.refusal()).isEmpty();
    }

    @Test
    void takesNoPushForAnAnswer() {
        // When
        hear(">2\r\n+invalidate\r\n_\r\n+OK\r\n+OK\r\n");

        // Then
        assertThat(replay.over()).isFalse();
    }

    @Test
    void refusesWhatIsNoResp() {
        // When
        hear("HTTP/1.1 400 Bad Request\r\n");

        // Then
        assertThat(replay.refusal()).hasValue("its reply is not RESP");
    }

    @Test
    void neverShowsWhatItSays() {
        assertThat(replay.toString()).doesNotContain("secret");
    }

    private final EmbeddedChannel server = new EmbeddedChannel();

    private String said() {
        StringBuilder said = new StringBuilder();
        for (ByteBuf bytes; (bytes = server.readOutbound()) != null; bytes.release()) {
            said.append(bytes.toString(StandardCharsets.UTF_8));
        }
        return said.toString();
    }

    private static void hear(Replay replay, String answers) {
        ByteBuf bytes = Unpooled.copiedBuffer(answers, StandardCharsets.UTF_8);
        replay.hear(bytes);
        bytes.release();
    }

    private Replay ofScripts() {
        return new Replay(Arrays.asList(
                words("SELECT 3"),
                words("SCRIPT EXISTS 1 2 3"),
                words("SCRIPT LOAD one"),
                words("SCRIPT LOAD two"),
                words("SCRIPT LOAD three"),
                words("MULTI")));
    }

    @Test
    void loadsTheScriptsThatTheServerDoesNotHave() {
        // Given
        Replay scripts = ofScripts();
        scripts.send(server);
        assertThat(said()).contains("SELECT", "EXISTS").doesNotContain("LOAD", "MULTI");

        // When
        hear(scripts, "+OK\r\n*3\r\n:1\r\n:0\r\n:1\r\n");

        // Then
        assertThat(said()).contains("two", "MULTI").doesNotContain("one", "three");

        // When
        hear(scripts, "$3\r\nsha\r\n");
        assertThat(scripts.over()).isFalse();
        hear(scripts, "+OK\r\n");

        // Then
        assertThat(scripts.over()).isTrue();
        assertThat(scripts.refusal()).isEmpty();
    }

    @Test
    void doesNotMindAServerThatMayNotBeToldOfScripts() {
        // Given
        Replay scripts = ofScripts();
        scripts.send(server);

        // When
        hear(scripts, "+OK\r\n-NOPERM no\r\n");

        // Then
        assertThat(said()).contains("one", "two", "three", "MULTI");

        // When
        hear(scripts, "-NOPERM no\r\n-NOPERM no\r\n-NOPERM no\r\n+OK\r\n");

        // Then
        assertThat(scripts.over()).isTrue();
        assertThat(scripts.refusal()).isEmpty();
    }

    @Test
    void leavesNothingElseOutHoweverMuchTheServerAnswers() {
        // Given
        Replay scripts = ofScripts();
        scripts.send(server);

        // When
        hear(scripts, "+OK\r\n*5\r\n:1\r\n:1\r\n:1\r\n:1\r\n:1\r\n");

        // Then
        assertThat(said()).contains("MULTI").doesNotContain("LOAD");
        assertThat(scripts.over()).isFalse();
    }

    @Test
    void isOverIfTheServerHasAllScriptsAndNothingElseIsToBeSaid() {
        // Given
        Replay scripts = new Replay(Arrays.asList(words("SCRIPT EXISTS 1"), words("SCRIPT LOAD one")));
        scripts.send(server);

        // When
        hear(scripts, "*1\r\n:1\r\n");

        // Then
        assertThat(scripts.over()).isTrue();
    }
}
