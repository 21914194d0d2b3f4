package org.rolegate.conversation;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The state of transactions and watched keys. */
class ConnectionStateOfTransactionsTest extends RecordedConnection {

    @Test
    void tellsOfAnOpenTransaction() {
        assertQueueingSince(0, "MULTI", OK);
        assertQueueingSince(ConnectionState.NONE, "EXEC", OK);
        assertQueueingSince(2, "MULTI", OK);
        assertQueueingSince(2, "MULTI", "ERR");
        assertThat(replay()).containsExactly("MULTI");
        assertQueueingSince(ConnectionState.NONE, "DISCARD", OK);
        assertQueueingSince(5, "MULTI", OK);
        assertQueueingSince(ConnectionState.NONE, "EXEC", "EXECABORT");
        assertQueueingSince(ConnectionState.NONE, "MULTI", "NOAUTH");
        assertQueueingSince(ConnectionState.NONE, "EXEC", "ERR");
        assertThat(replay()).isEmpty();
        assertThat(state.movable()).isTrue();
    }

    @Test
    void isNotMovableIfNobodyKnowsWhetherATransactionBegan() {
        assertMovable(false, "MULTI", "UNCERTAIN");
        assertMovable(true, "EXEC", "EXECABORT");
    }

    @Test
    void breaksAWatchByAMove() {
        assertMovable(true, "WATCH key", OK);
        assertThat(state.watches()).isTrue();
        assertThat(state.watchBroken()).isFalse();

        state.onServerLeft();
        assertThat(state.watchBroken()).isTrue();
        assertThat(replay()).isEmpty();
        assertThat(insteadOfExec("ERR")).contains("-ERR EXEC without MULTI\r\n");

        done("MULTI", OK);
        assertThat(insteadOfExec(OK)).contains("*-1\r\n");
        assertThat(insteadOfExec("ERR")).as("the server does not know DISCARD").isEmpty();
        assertThat(insteadOfExec("NOPERM")).isEmpty();

        done("EXEC", OK);
        assertThat(state.watches()).isFalse();
        assertThat(state.watchBroken()).isFalse();
    }

    @Test
    void tellsOfABrokenWatchInTheProtocolSpoken() {
        // Given
        done("HELLO 3", OK);
        done("WATCH key", OK);
        state.onServerLeft();
        done("MULTI", OK);

        // Then
        assertThat(insteadOfExec(OK)).contains("_\r\n");

        // When
        done("GET", "ERR");
        state.onError();

        // Then
        assertThat(insteadOfExec(OK)).contains("-EXECABORT Transaction discarded because of previous errors.\r\n");
    }

    @Test
    void takesAWatchForOneOfWhichNobodyKnowsWhetherItBegan() {
        assertMovable(true, "WATCH key", "UNCERTAIN");
        state.onServerLeft();
        assertThat(state.watchBroken()).isTrue();

        done("EXEC", "UNCERTAIN");
        assertThat(state.watchBroken()).as("there was no transaction to end it").isTrue();
    }

    private Optional<String> insteadOfExec(String error) {
        return state.abortedExecReply(Optional.of(error).filter(code -> !code.isEmpty()))
                .map(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    }

    @Test
    void isPinnedByStateSetInsideATransaction() {
        // When
        done("MULTI", OK);
        done("SELECT 3", OK);
        done("EXEC", OK);

        // Then
        assertThat(state.pinned()).isTrue();
    }

    @Test
    void takesAThousandTransactionsAtOnce() {
        for (int i = 0; i < 1_000; i++) {
            send("MULTI");
            send("EXEC");
        }
        for (int i = 0; i < 2_000; i++) {
            answer(OK);
        }
        assertThat(state.movable()).isTrue();
    }

    private void assertQueueingSince(long multi, String command, String error) {
        done(command, error);
        assertThat(state.queueingSince()).as(command).isEqualTo(multi);
    }

    private void assertMovable(boolean movable, String command, String error) {
        done(command, error);
        assertThat(state.movable()).as(command).isEqualTo(movable);
    }
}
