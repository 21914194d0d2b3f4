package org.rolegate.net.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.rolegate.conversation.ScriptCache;
import org.rolegate.net.io.LoopContext;
import org.rolegate.net.io.MemoryBudget;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

class RelayContinuityTest {

    private final LoopContext scratch = new LoopContext(new MemoryBudget(Long.MAX_VALUE));
    private final RequestReplayBuffer followed = new RequestReplayBuffer(scratch, new ScriptCache());
    private final RequestReplayBuffer carried = RequestReplayBuffer.ofRelay(scratch, new ScriptCache());

    @AfterEach
    void forget() {
        followed.giveUp();
        carried.giveUp();
    }

    @Test
    void whatIsOnlyCarriedNeverMoves() {
        // When
        ByteBuf request = carried.onRequest(bytes("PING\r\n"));

        // Then
        assertThat(carried.canMove()).isFalse();
        assertThat(carried.canMoveOnceAnswered()).isFalse();
        assertThat(carried.idle()).isFalse();
        assertThat(carried.requestsOutstanding()).isFalse();
        assertThat(carried.answerUncertain("redis-1")).isEmpty();
        request.release();
    }

    @Test
    void isSettledWhenNothingIsOwed() {
        assertThat(followed.idle()).isTrue();
        followed.onRequest(bytes("*1\r\n$4\r\nPING\r\n")).release();
        assertThat(followed.idle()).isFalse();
        assertThat(followed.requestsOutstanding()).isTrue();
    }

    @Test
    void anErrorBeforeAnythingWasAskedSendsTheSessionAway() {
        // Given
        ByteBuf error = bytes("-ERR max number of clients reached\r\n");

        // Then
        assertThat(followed.rejectsSession(error)).isTrue();
        assertThat(carried.rejectsSession(error)).isFalse();
        followed.onRequest(bytes("*1\r\n$4\r\nPING\r\n")).release();
        assertThat(followed.rejectsSession(error)).isFalse();
        error.release();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }
}
