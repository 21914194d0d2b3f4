package org.rolegate.net.session;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import org.rolegate.net.fixture.TestClient;

import static org.assertj.core.api.Assertions.assertThat;

class RequestReplayBufferTest extends RequestReplayScenario {

    @Test
    void asksAgainWhatWasReadAsOftenAsItTakes() {
        // When
        client("GET a");
        client("GET b");

        // Then
        assertThat(buffer.canMove()).isTrue();
        assertThat(buffer.requestsOutstanding()).isTrue();
        assertThat(askedAgain()).isEqualTo(text("GET a", "GET b"));
        assertThat(askedAgain()).isEqualTo(text("GET a", "GET b"));
    }

    @Test
    void asksAgainWhatASubcommandOnlyReads() {
        // When
        client("CONFIG GET dir");
        client("OBJECT ENCODING a");

        // Then
        assertThat(buffer.canMove()).isTrue();
        assertThat(askedAgain()).isEqualTo(text("CONFIG GET dir", "OBJECT ENCODING a"));
    }

    @Test
    void isNotMovableBetweenCachingAndTheEndOfItsCommand() {
        // Given
        client("CLIENT TRACKING ON OPTIN");
        server("+OK\r\n");

        // When
        client("CLIENT CACHING YES");

        // Then
        assertThat(buffer.canMove()).isFalse();
        assertThat(buffer.canMoveOnceAnswered()).as("its command is not sent").isFalse();

        // When
        server("+OK\r\n");

        // Then
        assertThat(buffer.canMove()).isFalse();
        assertThat(buffer.canMoveOnceAnswered()).isFalse();

        // When
        client("GET a");

        // Then
        assertThat(buffer.canMove()).isFalse();
        assertThat(refused("-LOADING Redis is loading the dataset in memory\r\n"))
                .as("another server does not know of the caching")
                .isFalse();
        assertThat(buffer.canMoveOnceAnswered()).isTrue();

        // When
        server("$1\r\na\r\n");

        // Then
        assertThat(buffer.canMove()).isTrue();
        assertThat(buffer.replay()).hasSize(1);
        assertThat(askedAgain()).isEmpty();
    }

    @Test
    void isMovableOnceCachingAndItsCommandAreAnsweredUncertain() {
        // Given
        client("CLIENT TRACKING ON OPTIN");
        server("+OK\r\n");

        // When
        client("CLIENT CACHING YES");
        client("GET a");

        // Then
        assertThat(buffer.canMove()).isFalse();

        // When
        buffer.answerAll("-UNCERTAIN\r\n".getBytes(StandardCharsets.US_ASCII))
                .ifPresent(answers -> answers.bytes().release());

        // Then
        assertThat(buffer.canMove()).isTrue();
    }

    @Test
    void asksNoSubcommandAgainBeforeItIsKnown() {
        // When
        byte[] whole = TestClient.bytes("CONFIG GET dir");
        client(Arrays.copyOf(whole, whole.length - 1));

        // Then
        assertThat(buffer.canMove()).isFalse();

        // When
        client(Arrays.copyOfRange(whole, whole.length - 1, whole.length));

        // Then
        assertThat(buffer.canMove()).isTrue();
    }

    @Test
    void cannotMoveWithAnUnansweredWriteBeforeASubcommandThatReads() {
        // When
        client("CONFIG SET appendonly yes");
        client("CONFIG GET dir");

        // Then
        assertThat(buffer.canMove()).isFalse();
    }

    @Test
    void keepsNothingOnceAllIsAnswered() {
        // Given
        client("GET a");

        // When
        server("+a\r\n");

        // Then
        assertThat(buffer.requestsToResend()).isFalse();
        assertThat(buffer.quiet()).isTrue();
        assertThat(requests.get(0).refCnt()).isZero();
    }

    @Test
    void keepsHalfACommandForTheNewServer() {
        // When
        client(text("SET a b").substring(0, 6).getBytes(StandardCharsets.US_ASCII));

        // Then
        assertThat(buffer.canMove()).isTrue();
        assertThat(buffer.requestsOutstanding()).isFalse();
        assertThat(askedAgain()).isEqualTo(text("SET a b").substring(0, 6));
    }

    @Test
    void cannotMoveWithAnUnansweredWrite() {
        // When
        client("GET a");
        client("INCR b");

        // Then
        assertThat(buffer.canMove()).isFalse();
        assertThat(buffer.canMoveOnceAnswered()).isTrue();

        // When
        server("+a\r\n:1\r\n");

        // Then
        assertThat(buffer.canMove()).isTrue();
    }

    @Test
    void asksAllOfAPipelineAgainAndReadsOverWhatTheClientHas() {
        // Given
        client("GET a");
        client("GET b");

        // When
        server("$5\r\nabcde\r\n");

        // Then
        assertThat(buffer.canMove()).isTrue();
        assertThat(askedAgain()).isEqualTo(text("GET a", "GET b"));
        assertThat(unknownOf("$1\r")).isEmpty();
        assertThat(unknownOf("\nx\r\n$1\r\ny\r\n")).isEqualTo("$1\r\ny\r\n");
        assertThat(unknownOf("$1\r\n")).isEqualTo("$1\r\n");
    }

    @Test
    void saysSoIfWhatIsToBeReadOverIsNoReply() {
        // Given
        client("GET a");
        client("GET b");
        server("$5\r\nabcde\r\n");
        askedAgain();

        // When
        ByteBuf odd = Unpooled.copiedBuffer("HTTP/1.1", StandardCharsets.US_ASCII);

        // Then
        assertThat(buffer.skipRepeated(odd)).isFalse();
    }

    @Test
    void cannotMoveInTheMidstOfAReply() {
        // Given
        client("GET a");
        client("GET b");

        // When
        server("$5\r\nab");

        // Then
        assertThat(buffer.canMove()).isFalse();
    }

    @Test
    void keepsNoMoreThanItMay() {
        // When
        for (int i = 0; i < 100; i++) {
            client("GET " + "k".repeat(1000));
        }

        // Then
        assertThat(buffer.requestsToResend()).isFalse();
        assertThat(buffer.canMove()).isFalse();
        assertThat(requests).allSatisfy(bytes -> assertThat(bytes.refCnt()).isZero());
    }

    @Test
    void neverMovesWhatItDoesNotUnderstand() {
        // When
        client("PING\r\n".getBytes(StandardCharsets.US_ASCII));

        // Then
        assertThat(buffer.canMove()).isFalse();
        assertThat(buffer.canMoveOnceAnswered()).isFalse();
        assertThat(buffer.replay()).isEmpty();
    }
}
