package org.rolegate.net;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.rolegate.core.config.TargetRole;

import static org.assertj.core.api.Assertions.assertThat;

class FollowingTest {

    private static final String READONLY = "-READONLY You can't write against a read only replica.\r\n";

    private final Following following = new Following(new Scratch());
    private final List<ByteBuf> requests = new ArrayList<>();

    private void client(String command) {
        client(TestClient.bytes(command));
    }

    private void client(byte[] bytes) {
        ByteBuf request = Unpooled.copiedBuffer(bytes);
        requests.add(request);
        following.request(request);
        // As the channel does once it is sent.
        request.release();
    }

    private void server(String reply) {
        ByteBuf bytes = Unpooled.copiedBuffer(reply, StandardCharsets.US_ASCII);
        following.reply(bytes);
        assertThat(bytes.release()).isTrue();
    }

    private boolean refused(String reply) {
        return refused(reply, TargetRole.MASTER);
    }

    private boolean refused(String reply, TargetRole role) {
        return following.refused(Unpooled.copiedBuffer(reply, StandardCharsets.US_ASCII), role);
    }

    private String askedAgain() {
        EmbeddedChannel server = new EmbeddedChannel();
        following.askAgain(server);
        server.flush();
        StringBuilder said = new StringBuilder();
        for (ByteBuf bytes; (bytes = server.readOutbound()) != null; bytes.release()) {
            said.append(bytes.toString(StandardCharsets.US_ASCII));
        }
        return said.toString();
    }

    private static String text(String... commands) {
        StringBuilder all = new StringBuilder();
        for (String command : commands) {
            all.append(new String(TestClient.bytes(command), StandardCharsets.US_ASCII));
        }
        return all.toString();
    }

    /** However it ends, it keeps nothing. */
    @AfterEach
    void releasesAll() {
        following.forget();
        assertThat(requests).allSatisfy(bytes -> assertThat(bytes.refCnt()).isZero());
    }

    @Test
    void asksAgainWhatWasReadAsOftenAsItTakes() {
        // When
        client("GET a");
        client("GET b");

        // Then
        assertThat(following.canMove()).isTrue();
        assertThat(following.owed()).isTrue();
        assertThat(askedAgain()).isEqualTo(text("GET a", "GET b"));
        assertThat(askedAgain()).isEqualTo(text("GET a", "GET b"));
    }

    @Test
    void asksAgainWhatASubcommandOnlyReads() {
        // When
        client("CONFIG GET dir");
        client("OBJECT ENCODING a");

        // Then
        assertThat(following.canMove()).isTrue();
        assertThat(askedAgain()).isEqualTo(text("CONFIG GET dir", "OBJECT ENCODING a"));
    }

    @Test
    void asksNoSubcommandAgainBeforeItIsKnown() {
        // When
        byte[] whole = TestClient.bytes("CONFIG GET dir");
        client(Arrays.copyOf(whole, whole.length - 1));

        // Then
        assertThat(following.canMove()).isFalse();

        // When
        client(Arrays.copyOfRange(whole, whole.length - 1, whole.length));

        // Then
        assertThat(following.canMove()).isTrue();
    }

    @Test
    void cannotMoveWithAnUnansweredWriteBeforeASubcommandThatReads() {
        // When
        client("CONFIG SET appendonly yes");
        client("CONFIG GET dir");

        // Then
        assertThat(following.canMove()).isFalse();
    }

    @Test
    void keepsNothingOnceAllIsAnswered() {
        // Given
        client("GET a");

        // When
        server("+a\r\n");

        // Then
        assertThat(following.asked()).isFalse();
        assertThat(following.quiet()).isTrue();
        assertThat(requests.get(0).refCnt()).isZero();
    }

    @Test
    void keepsHalfACommandForTheNewServer() {
        // When
        client(text("SET a b").substring(0, 6).getBytes(StandardCharsets.US_ASCII));

        // Then
        assertThat(following.canMove()).isTrue();
        assertThat(following.owed()).isFalse();
        assertThat(askedAgain()).isEqualTo(text("SET a b").substring(0, 6));
    }

    @Test
    void cannotMoveWithAnUnansweredWrite() {
        // When
        client("GET a");
        client("INCR b");

        // Then
        assertThat(following.canMove()).isFalse();
        assertThat(following.mayBecomeMovable()).isTrue();

        // When
        server("+a\r\n:1\r\n");

        // Then
        assertThat(following.canMove()).isTrue();
    }

    @Test
    void canMoveOnceEveryWriteWasRefused() {
        // Given
        client("INCR a");
        client("INCR b");

        // When
        assertThat(refused(READONLY)).isTrue();

        // Then
        assertThat(following.canMove()).isFalse();

        // When
        assertThat(refused(READONLY)).isTrue();

        // Then
        assertThat(following.canMove()).isTrue();
        assertThat(askedAgain()).isEqualTo(text("INCR a") + text("INCR b"));
        assertThat(following.canMove()).isFalse();
    }

    @Test
    void takesNothingForARefusalThatMayBeSomethingElse() {
        // Given
        client("INCR a");

        // Then
        assertThat(refused("-READONLY You can't wr")).isFalse();
        assertThat(refused(READONLY + READONLY)).isFalse();
        assertThat(refused(READONLY + ":1\r\n")).isFalse();
        assertThat(refused("-OOM command not allowed\r\n")).isFalse();
        assertThat(refused(READONLY, TargetRole.REPLICAS)).isFalse();
        assertThat(following.canMove()).isFalse();

        // When
        client("EVAL return 0");

        // Then
        assertThat(refused(READONLY)).isFalse();
        assertThat(following.canMove()).isFalse();
    }

    @Test
    void takesNothingForARefusalInATransactionOrAfterAnAnswer() {
        // Given
        client("INCR a");
        client("INCR b");
        server(":1\r\n");

        // Then
        assertThat(refused(READONLY)).isFalse();

        // When
        server(":1\r\n");
        client("MULTI");
        server("+OK\r\n");
        client("INCR a");

        // Then
        assertThat(refused(READONLY)).isFalse();
        assertThat(following.canMove()).isFalse();
    }

    @Test
    void cannotMoveInTheMidstOfAPipelineOrOfAReply() {
        // Given
        client("GET a");
        client("GET b");

        // When
        server("$5\r\nab");
        assertThat(following.canMove()).isFalse();
        server("cde\r\n");

        // Then
        assertThat(following.canMove()).isFalse();
    }

    @Test
    void keepsNoMoreThanItMay() {
        // When
        for (int i = 0; i < 100; i++) {
            client("GET " + "k".repeat(1000));
        }

        // Then
        assertThat(following.asked()).isFalse();
        assertThat(following.canMove()).isFalse();
        assertThat(requests).allSatisfy(bytes -> assertThat(bytes.refCnt()).isZero());
    }

    @Test
    void neverMovesWhatItDoesNotUnderstand() {
        // When
        client("PING\r\n".getBytes(StandardCharsets.US_ASCII));

        // Then
        assertThat(following.canMove()).isFalse();
        assertThat(following.mayBecomeMovable()).isFalse();
        assertThat(following.replay()).isEmpty();
    }
}
