package org.rolegate.resp;

import java.nio.ByteBuffer;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.rolegate.resp.RespBytes.bytes;
import static org.rolegate.resp.RespBytes.readAll;

class RespBombTest {

    private static final Limits NO_LIMITS =
            new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2147483647\r\n",
                "$9223372036854775807\r\n",
                "*1000000000\r\n",
                "*9223372036854775807\r\n",
                "%1000000000\r\n",
                "~1000000000\r\n",
                ">1000000000\r\n",
                "|1000000000\r\n",
                "=2147483647\r\n",
                "!2147483647\r\n"
            })
    void anAnnouncementBeyondTheLimitsIsRefusedAtOnce(String text) {
        // Given
        RespReader reader = new RespReader(Limits.DEFAULT);

        // When // Then
        assertThatExceptionOfType(RespProtocolException.class)
                .isThrownBy(() -> readAll(reader, bytes(text)))
                .withMessageContaining("the limit is");
        assertThat(reader.room()).isLessThan(1_024);
    }

    @Test
    void arraysInArraysEndAtTheDepthAllowed() {
        // Given
        RespReader reader = new RespReader(Limits.DEFAULT);

        // When // Then
        assertThatExceptionOfType(RespProtocolException.class)
                .isThrownBy(() -> readAll(reader, bytes("*1\r\n".repeat(100_000))))
                .withMessage("nested too deep: 33, the limit is 32");
    }

    @Test
    void nestingTakesNoRoomOnTheThreadsStack() {
        // Given
        byte[] nested = bytes("*1\r\n".repeat(100_000) + ":1\r\n");

        // When
        List<RespValue> values = readAll(new RespReader(NO_LIMITS), nested);

        // Then
        assertThat(values).hasSize(1);
    }

    @Test
    void aLineWithoutAnEndIsCutOff() {
        // Given
        RespReader reader = new RespReader(Limits.DEFAULT);
        byte[] piece = bytes("+" + "x".repeat(1_023));

        // When // Then
        assertThatExceptionOfType(RespProtocolException.class)
                .isThrownBy(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        reader.next(ByteBuffer.wrap(piece));
                    }
                })
                .withMessage("line too long: 16385, the limit is 16384");
        assertThat(reader.room()).isLessThanOrEqualTo(2 * 16_384);
    }

    @Test
    void roomGrowsWithTheBytesThatCameNotWithThoseAnnounced() {
        // Given
        RespReader reader = new RespReader(NO_LIMITS);

        // When
        readAll(reader, bytes("*1000000000\r\n$2147483647\r\n" + "x".repeat(10_000)));

        // Then
        assertThat(reader.isMidReply()).isTrue();
        assertThat(reader.room()).isBetween(10_000, 40_000);
    }

    @Test
    void theRoomOfALargeReplyIsGivenBack() {
        // Given
        RespReader reader = new RespReader(Limits.DEFAULT);

        // When
        List<RespValue> values = readAll(reader, bytes("$1000000\r\n" + "x".repeat(1_000_000) + "\r\n"));

        // Then
        assertThat(values).hasSize(1);
        assertThat(reader.room()).isLessThan(1_024);
    }
}
