package org.rolegate.net;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.rolegate.core.session.Scripts;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

class MovingTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Moving moving = new Moving(
            channel.eventLoop(), Optional.of(new Following(new Scratch(new Allowance(Long.MAX_VALUE)), new Scripts())));

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
    void whatAServerSaysUnaskedIsNoAnswer() {
        // Given
        ask("HELLO 3", "%1\r\n+proto\r\n:3\r\n");
        ask("CLIENT TRACKING ON", "+OK\r\n");

        // When
        channel.freezeTime();
        for (int i = 0; i < 3; i++) {
            assertThat(moving.possible()).isTrue();
            moving.left();
            moving.arrived();
            hear(">2\r\n$10\r\ninvalidate\r\n_\r\n");
        }

        // Then
        assertThat(moving.possible()).isFalse();
    }

    private void ask(String command, String answer) {
        ByteBuf request = Unpooled.copiedBuffer(TestClient.bytes(command));
        moving.follow(request).release();
        hear(answer);
    }

    private void hear(String words) {
        ByteBuf bytes = Unpooled.copiedBuffer(words, US_ASCII);
        moving.followReplies(bytes).release();
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
            ask("PING", "+PONG\r\n");
            assertThat(moving.possible()).isTrue();
        }
    }
}
