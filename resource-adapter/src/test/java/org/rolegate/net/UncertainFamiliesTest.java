package org.rolegate.net;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.rolegate.core.session.Scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/** What is told of the commands that a lost server did not answer. */
class UncertainFamiliesTest {

    private static final String UNCERTAIN = "-UNCERTAIN\r\n";

    private final Following following = new Following(new Scratch(new Allowance(Long.MAX_VALUE)), new Scripts());

    private void client(String... commands) {
        for (String command : commands) {
            client(TestClient.bytes(command));
        }
    }

    private void client(byte[] bytes) {
        following.request(Unpooled.copiedBuffer(bytes)).release();
    }

    private void server(String replies) {
        following
                .reply(Unpooled.copiedBuffer(replies, StandardCharsets.US_ASCII))
                .release();
    }

    private UncertainAnswers lose() {
        return following
                .answerAll(UNCERTAIN.getBytes(StandardCharsets.US_ASCII))
                .orElseThrow();
    }

    private Map<String, Long> families(int answers) {
        UncertainAnswers told = lose();
        ByteBuf bytes = told.bytes();
        assertThat(bytes.toString(StandardCharsets.US_ASCII)).isEqualTo(UNCERTAIN.repeat(answers));
        bytes.release();
        return told.families().byWord();
    }

    @AfterEach
    void forget() {
        following.forget();
    }

    @Test
    void areThoseOfAPipelineAsFarAsItWasNotAnswered() {
        // Given
        client("LPUSH a b", "SADD a b", "INCR a", "ZADD a 1 b", "INCR b");
        server(":1\r\n:1\r\n");

        // Then
        assertThat(families(3)).containsExactly(entry("sorted-set", 1L), entry("string", 2L));
    }

    @Test
    void beginAnewAfterAQuietMoment() {
        // Given
        client("LPUSH a b");
        server(":1\r\n");
        client("HSET a b c");
        assertThat(families(1)).containsExactly(entry("hash", 1L));

        // When
        client("XADD a * b c");

        // Then
        assertThat(families(1)).containsExactly(entry("stream", 1L));
    }

    @Test
    void ofATransactionAreThoseOfWhatIsAnsweredStillToCome() {
        // Given: what was queued is answered with the EXEC.
        client("MULTI");
        server("+OK\r\n");
        client("INCR a");
        server("+QUEUED\r\n");
        client("LPUSH a b", "EXEC");

        // Then
        assertThat(families(2)).containsExactly(entry("list", 1L), entry("transactions", 1L));
    }

    @Test
    void areToldOfCommandsThatCameInPieces() {
        // Given
        for (byte one : TestClient.bytes("LPUSH some-list some-value")) {
            client(new byte[] {one});
        }
        client("JSON.SET a $ 1");

        // Then
        assertThat(families(2)).containsExactly(entry("json", 1L), entry("list", 1L));
    }

    @Test
    void areOtherOnceTooMuchWasSaidToBeKept() {
        // Given
        client("INCR a", "SET a " + "x".repeat(70_000), "LPUSH a b");

        // Then
        assertThat(families(3)).containsExactly(entry("other", 3L));

        // When
        client("LPUSH a b");

        // Then
        assertThat(families(1)).containsExactly(entry("list", 1L));
    }

    @Test
    void ofUnknownCommandsSayNothingOfTheirNamesAndOfNoneOfTheirArguments() {
        // Given
        client("hunter2-is-my-password x", "AUTH hunter2", "GETSET hunter2 hunter2", "JSON.hunter2 hunter2");

        // When
        UncertainAnswers told = lose();

        // Then
        assertThat(told.families().byWord())
                .containsExactly(entry("connection", 1L), entry("json", 1L), entry("other", 1L), entry("string", 1L));
        assertThat(told.toString()).doesNotContainIgnoringCase("hunter2");
        told.bytes().release();
    }
}
