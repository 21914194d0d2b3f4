package org.rolegate.net.session;

import org.junit.jupiter.api.Test;

import org.rolegate.core.config.TargetRole;

import static org.assertj.core.api.Assertions.assertThat;

class RequestReplayTransactionTest extends RequestReplayScenario {

    @Test
    void canMoveOnceEveryWriteWasRefused() {
        // Given
        client("INCR a");
        client("INCR b");

        // When
        assertThat(refused(READONLY)).isTrue();

        // Then
        assertThat(buffer.canMove()).isFalse();

        // When
        assertThat(refused(READONLY)).isTrue();

        // Then
        assertThat(buffer.canMove()).isTrue();
        assertThat(askedAgain()).isEqualTo(text("INCR a") + text("INCR b"));
        assertThat(buffer.canMove()).isFalse();
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
        assertThat(buffer.canMove()).isFalse();

        // When
        client("EVAL return 0");

        // Then
        assertThat(refused(READONLY)).isFalse();
        assertThat(buffer.canMove()).isFalse();
    }

    @Test
    void takesNothingForARefusalAfterAnAnswer() {
        // Given
        client("INCR a");
        client("INCR b");
        server(":1\r\n");

        // Then
        assertThat(refused(READONLY)).isFalse();
    }

    @Test
    void queuesAnewWhatWasQueued() {
        // Given
        client("MULTI");
        server("+OK\r\n");
        client("INCR a");
        server("+QUEUED\r\n");
        assertThat(buffer.canMove()).isTrue();
        client("INCR b");

        // When
        assertThat(refused(READONLY)).isTrue();

        // Then
        assertThat(buffer.canMove()).isTrue();
        assertThat(buffer.replay())
                .singleElement()
                .satisfies(arguments -> assertThat(arguments[0]).asString().isEqualTo("MULTI"));
        assertThat(askedAgain()).isEqualTo(text("INCR a", "INCR b"));
        assertThat(unknownOf("+QUE")).isEmpty();
        assertThat(unknownOf("UED\r\n+QU")).isEqualTo("+QU");
    }

    @Test
    void cannotMoveWhenWhatEndsATransactionIsUnanswered() {
        client("MULTI");
        server("+OK\r\n");
        client("INCR a");
        client("DISCARD");
        assertThat(buffer.canMove()).isTrue();

        client("INCR b");
        assertThat(buffer.canMove()).isFalse();

        server("+QUEUED\r\n+OK\r\n:1\r\n");
        client("MULTI");
        server("+OK\r\n");
        client("EXEC");
        assertThat(buffer.canMove()).isFalse();
    }

    @Test
    void cannotMoveATransactionThatWasBegunInOneBreathWithWhatIsQueued() {
        client("MULTI");
        client("INCR a");
        server("+OK\r\n");
        assertThat(buffer.canMove()).isFalse();

        server("+QUEUED\r\n");
        assertThat(buffer.canMove()).isFalse();

        client("EXEC");
        client("MULTI");
        server("*1\r\n:1\r\n+OK\r\n");
        assertThat(buffer.canMove())
                .as("all of it was said since the last MULTI")
                .isTrue();
        assertThat(buffer.requestsToResend()).isFalse();
    }

    @Test
    void cannotMoveATransactionInWhichSomethingWasRefused() {
        client("MULTI");
        server("+OK\r\n");
        client("INCR a");
        server("-NOREPLICAS Not enough good replicas to write.\r\n");
        client("INCR b");
        server("+QUEUED\r\n");
        assertThat(buffer.canMove()).isFalse();

        client("EXEC");
        server("-EXECABORT Transaction discarded because of previous errors.\r\n");
        assertThat(buffer.canMove()).isTrue();
    }

    @Test
    void cannotMoveWithAQueueLargerThanIsKept() {
        client("MULTI");
        server("+OK\r\n");
        for (int i = 0; i < 100; i++) {
            client("SET a " + "v".repeat(1000));
            server("+QUEUED\r\n");
        }
        assertThat(buffer.canMove()).isFalse();

        client("DISCARD");
        server("+OK\r\n");
        assertThat(buffer.canMove()).isTrue();
    }
}
