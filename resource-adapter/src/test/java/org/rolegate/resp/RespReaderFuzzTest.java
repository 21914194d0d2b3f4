package org.rolegate.resp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.resp.RespBytes.encode;
import static org.rolegate.resp.RespBytes.readAll;

/** Random input; set the system property rolegate.test.seed to repeat a run. */
class RespReaderFuzzTest {

    private static final int ROUNDS = 60_000;
    private static final Limits LIMITS = new Limits(64, 512, 40, 64, 6);
    private static final byte[] LIKELY = "+-:$*%~>|#_,(=!0123456789\r\n\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final long seed = Long.getLong("rolegate.test.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @BeforeEach
    void tellTheSeed(TestReporter reporter) {
        reporter.publishEntry("rolegate.test.seed", Long.toString(seed));
    }

    @Test
    void garbageEndsInAReplyOrAProtocolExceptionAndInNothingElse() {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            byte[] garbage = new byte[random.nextInt(80)];
            for (int i = 0; i < garbage.length; i++) {
                garbage[i] = random.nextInt(8) == 0 ? (byte) random.nextInt() : LIKELY[random.nextInt(LIKELY.length)];
            }

            // When // Then
            survives(garbage);
        }
    }

    @Test
    void aDamagedReplyEndsInAReplyOrAProtocolExceptionAndInNothingElse() {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            byte[] damaged = encode(randomValue(0));
            for (int i = random.nextInt(3); i >= 0; i--) {
                damaged = damage(damaged);
            }

            // When // Then
            survives(damaged);
        }
    }

    @Test
    void whateverIsWrittenIsReadBackHoweverItIsSplit() {
        for (int round = 0; round < ROUNDS / 2; round++) {
            // Given
            RespValue first = randomValue(0);
            RespValue second = randomValue(0);
            byte[] bytes = concat(encode(first), encode(second));

            // When
            List<RespValue> values = readInPieces(new RespReader(Limits.DEFAULT), bytes);

            // Then
            assertThat(values).as("seed %d round %d", seed, round).isEqualTo(List.of(first, second));
        }
    }

    private void survives(byte[] bytes) {
        RespReader reader = new RespReader(LIMITS);
        try {
            readInPieces(reader, bytes);
        } catch (RespProtocolException expected) {
            assertThat(expected.getMessage()).isNotBlank();
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + seed + ": " + Arrays.toString(bytes), e);
        }
        if (reader.room() > 2 * LIMITS.maxBulkBytes()) {
            throw new AssertionError("seed " + seed + ": room " + reader.room() + ": " + Arrays.toString(bytes));
        }
    }

    private List<RespValue> readInPieces(RespReader reader, byte[] bytes) {
        List<RespValue> values = new ArrayList<>();
        int start = 0;
        while (start < bytes.length) {
            int length = Math.min(bytes.length - start, 1 + random.nextInt(20));
            values.addAll(readAll(reader, ByteBuffer.wrap(bytes, start, length)));
            start += length;
        }
        return values;
    }

    private RespValue randomValue(int depth) {
        switch (random.nextInt(depth < 4 ? 8 : 5)) {
            case 0:
                return new RespValue.Simple(randomText());
            case 1:
                return new RespValue.ErrorReply("ERR " + randomText());
            case 2:
                return new RespValue.Int(random.nextLong() >> random.nextInt(64));
            case 3:
                return new RespValue.Nil();
            case 4:
                byte[] bytes = new byte[random.nextInt(30)];
                random.nextBytes(bytes);
                return new RespValue.Bulk(bytes);
            case 5:
                return new RespValue.RespMap(randomValues(depth, 2 * random.nextInt(3)));
            case 6:
                // A push is only ever the outermost value.
                return depth == 0
                        ? new RespValue.Push(randomValues(depth, random.nextInt(4)))
                        : new RespValue.Array(List.of());
            default:
                return new RespValue.Array(randomValues(depth, random.nextInt(4)));
        }
    }

    private List<RespValue> randomValues(int depth, int count) {
        List<RespValue> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(randomValue(depth + 1));
        }
        return values;
    }

    private String randomText() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append((char) (random.nextInt(20) == 0 ? 0xe9 : ' ' + random.nextInt(95)));
        }
        return text.toString();
    }

    private byte[] damage(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        byte[] head = Arrays.copyOf(bytes, at);
        byte[] tail = Arrays.copyOfRange(bytes, at + 1, bytes.length);
        byte[] one = {LIKELY[random.nextInt(LIKELY.length)]};
        switch (random.nextInt(4)) {
            case 0:
                return concat(concat(head, one), tail);
            case 1:
                return concat(concat(head, one), Arrays.copyOfRange(bytes, at, bytes.length));
            case 2:
                return concat(bytes, Arrays.copyOfRange(bytes, at, bytes.length));
            default:
                return concat(Arrays.copyOf(bytes, at + 1), Arrays.copyOfRange(bytes, at, bytes.length));
        }
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
