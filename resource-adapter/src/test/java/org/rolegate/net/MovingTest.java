package org.rolegate.net;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

class MovingTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Moving moving = new Moving(channel.eventLoop(), Optional.of(new Scratch()));

    @AfterEach
    void close() {
        moving.forget();
        channel.finishAndReleaseAll();
    }

    @Test
    void aSessionMovesNoMoreThatServerAfterServerGivesUpAtOnce() {
        channel.freezeTime();
        for (int i = 0; i < 3; i++) {
            assertThat(moving.possible()).isTrue();
            moving.left();
            moving.arrived();
        }
        assertThat(moving.possible()).isFalse();
    }

    @Test
    void aSilentSessionMovesAsOftenAsItsMasterDoes() {
        channel.freezeTime();
        for (int i = 0; i < 10; i++) {
            assertThat(moving.possible()).isTrue();
            moving.left();
            moving.arrived();
            channel.advanceTimeBy(11, TimeUnit.SECONDS);
        }
    }

    @Test
    void anAnswerLetsItMoveAgain() {
        channel.freezeTime();
        for (int i = 0; i < 10; i++) {
            moving.left();
            moving.arrived();
            ByteBuf request = Unpooled.copiedBuffer(TestClient.bytes("PING"));
            moving.follow(request);
            request.release();
            ByteBuf reply = Unpooled.copiedBuffer("+PONG\r\n", US_ASCII);
            moving.followReplies(reply);
            reply.release();
            assertThat(moving.possible()).isTrue();
        }
    }
}
