package org.rolegate.net.session;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.rolegate.conversation.ScriptCache;
import org.rolegate.net.fixture.TestClient;
import org.rolegate.net.io.LoopContext;
import org.rolegate.net.io.MemoryBudget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/** The names under which the commands are counted that a lost server did not answer. */
class UncertainRepliesTest {

    private static final String UNCERTAIN = "-UNCERTAIN\r\n";

    private final RequestReplayBuffer buffer =
            new RequestReplayBuffer(new LoopContext(new MemoryBudget(Long.MAX_VALUE)), new ScriptCache());

    private void client(String... commands) {
        for (String command : commands) {
            client(TestClient.bytes(command));
        }
    }

    private void client(byte[] bytes) {
        buffer.onRequest(Unpooled.copiedBuffer(bytes)).release();
    }

    private void server(String replies) {
        buffer.onReply(Unpooled.copiedBuffer(replies, StandardCharsets.US_ASCII))
                .release();
    }

    private UncertainReplies lose() {
        return buffer.answerAll(UNCERTAIN.getBytes(StandardCharsets.US_ASCII)).orElseThrow();
    }

    private Map<String, Long> commands(int answers) {
        UncertainReplies uncertain = lose();
        ByteBuf bytes = uncertain.bytes();
        assertThat(bytes.toString(StandardCharsets.US_ASCII)).isEqualTo(UNCERTAIN.repeat(answers));
        bytes.release();
        return uncertain.commands().byName();
    }

    @AfterEach
    void forget() {
        buffer.giveUp();
    }

    @Test
    void countAPipelineAsFarAsItWasNotAnswered() {
        // Given
        client("LPUSH a b", "SADD a b", "INCR a", "ZADD a 1 b", "INCR b");
        server(":1\r\n:1\r\n");

        // Then
        assertThat(commands(3)).containsExactly(entry("incr", 2L), entry("zadd", 1L));
    }

    @Test
    void startAgainAfterAQuietMoment() {
        // Given
        client("LPUSH a b");
        server(":1\r\n");
        client("HSET a b c");
        assertThat(commands(1)).containsExactly(entry("hset", 1L));

        // When
        client("XADD a * b c");

        // Then
        assertThat(commands(1)).containsExactly(entry("xadd", 1L));
    }

    @Test
    void countOfATransactionWhatIsNotAnsweredYet() {
        // Given: what was queued is answered with the EXEC.
        client("MULTI");
        server("+OK\r\n");
        client("INCR a");
        server("+QUEUED\r\n");
        client("LPUSH a b", "EXEC");

        // Then
        assertThat(commands(2)).containsExactly(entry("exec", 1L), entry("lpush", 1L));
    }

    @Test
    void countCommandsThatCameInPieces() {
        // Given
        for (byte one : TestClient.bytes("LPUSH some-list some-value")) {
            client(new byte[] {one});
        }
        client("JSON.SET a $ 1");

        // Then
        assertThat(commands(2)).containsExactly(entry("json.set", 1L), entry("lpush", 1L));
    }

    @Test
    void countAsOtherWhatWasTooLongToBeKept() {
        // Given
        client("INCR a", "SET a " + "x".repeat(70_000), "LPUSH a b");

        // Then
        assertThat(commands(3)).containsExactly(entry("other", 3L));

        // When
        client("LPUSH a b");

        // Then
        assertThat(commands(1)).containsExactly(entry("lpush", 1L));
    }

    @Test
    void countTheContainerOfASubcommand() {
        // Given
        client("CONFIG SET maxmemory 1gb", "config set maxmemory 2gb", "XGROUP CREATE a b $");

        // Then
        assertThat(commands(3)).containsExactly(entry("config", 2L), entry("xgroup", 1L));
    }

    @Test
    void countAsOtherWhatIsRenamedOrUnknownOrNoName() {
        // Given
        client("INCR-a1b2c3 a", "JSON.not-yet-there a", "x".repeat(100) + " a");
        client("*2\r\n$5\r\nINCR\u00ff\r\n$1\r\na\r\n".getBytes(StandardCharsets.ISO_8859_1));

        // Then
        assertThat(commands(4)).containsExactly(entry("other", 4L));
    }

    @Test
    void containNoUnknownNameAndNoArgument() {
        // Given
        client("hunter2-is-my-password x", "AUTH hunter2", "GETSET hunter2 hunter2", "JSON.hunter2 hunter2");

        // When
        UncertainReplies uncertain = lose();

        // Then
        assertThat(uncertain.commands().byName())
                .containsExactly(entry("auth", 1L), entry("getset", 1L), entry("other", 2L));
        assertThat(uncertain.toString()).doesNotContainIgnoringCase("hunter2");
        uncertain.bytes().release();
    }
}
