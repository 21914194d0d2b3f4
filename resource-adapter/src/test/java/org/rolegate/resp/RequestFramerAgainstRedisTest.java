package org.rolegate.resp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.rolegate.testing.RealRedis;
import org.rolegate.testing.Slow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.resp.RespBytes.readable;

/**
 * The splitter of requests against the redis-server of this machine, on random streams, most of them damaged, in random pieces:
 * what it takes for a request Redis must have taken for the very same request.
 *
 * <p>A case is one request compared with what Redis made of it, a stream's odd or unfinished rest counting as one. The system
 * property rolegate.test.cases makes a run longer, rolegate.test.seed repeats one: with the seed of a failure, which is that
 * of its round, the failure is in the first round.
 */
@Timeout(600)
@RealRedis
@Slow
class RequestFramerAgainstRedisTest {

    private static final long CASES = Long.getLong("rolegate.test.cases", 60_000);
    private static final int STREAMS = 64;
    private static final int MOST_TRIES = 3_000;
    private static final int LONGEST_REPEATED = 100;

    /** Redis sends 64 KiB between two looks at a connection, and is never told to answer with much more than was said. */
    private static final int MOST_AT_ONCE = 12 * 1024;

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("rolegate.test.seed", System.nanoTime());
    private LocalRedis redis;
    private RedisAnswers answers;
    private byte[] script = {};

    private int requests;
    private int intact;
    private int odd;
    private int unfinished;

    @BeforeEach
    void startRedis() throws IOException {
        System.out.println("rolegate.test.seed=" + seed);
        redis = LocalRedis.start(directory, "the splitter of requests is not compared with it");
        answers = new RedisAnswers(redis);
        script = answers.ask("SCRIPT", "LOAD", ExpectedAnswer.SCRIPT);
    }

    @AfterEach
    void stopRedis() throws IOException, InterruptedException {
        if (answers != null) {
            answers.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    @Test
    void takesNoRequestForAnotherThanRedisDoes() throws IOException {
        for (long round = seed; requests + odd + unfinished < CASES; round++) {
            // Given
            RandomGenerator random = new SplittableRandom(round);
            List<byte[]> streams = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                streams.add(RandomRequests.stream(random, script));
            }

            // When
            List<String> disagreements;
            try {
                disagreements = disagreements(streams, random);
            } catch (IllegalStateException e) {
                throw new AssertionError("seed " + round, e);
            }

            // Then
            for (int i = 0; i < STREAMS; i++) {
                if (!disagreements.get(i).isEmpty()) {
                    byte[] shortest = shortest(streams.get(i));
                    throw new AssertionError("seed " + round + ": " + disagreements.get(i) + ", stream "
                            + readable(streams.get(i)) + ", in short " + readable(shortest));
                }
            }
        }
        System.out.println(requests + " requests answered alike; of the streams, " + odd + " odd, " + unfinished
                + " unfinished, " + intact + " neither");
        assertThat(odd).as("odd").isGreaterThan(intact);
        assertThat(unfinished).as("unfinished").isGreaterThan((odd + intact) / 20);
        assertThat(requests).as("requests").isGreaterThan(odd);
    }

    /** Returns what is wrong with each stream, empty if nothing is. */
    private List<String> disagreements(List<byte[]> streams, RandomGenerator random) throws IOException {
        List<FramedRequests> split = new ArrayList<>();
        for (byte[] stream : streams) {
            split.add(new FramedRequests(stream, random));
        }
        RedisAnswers.Enough enough =
                (i, heard) -> streams.get(i).length < MOST_AT_ONCE || allAnswered(split.get(i), heard.toByteArray());
        List<byte[]> heard = answers.to(streams, enough, random);
        List<String> disagreements = new ArrayList<>();
        for (int i = 0; i < streams.size(); i++) {
            disagreements.add(disagreement(split.get(i), heard.get(i)));
        }
        return disagreements;
    }

    private boolean allAnswered(FramedRequests split, byte[] heard) {
        int at = 0;
        for (int i = 0; i < split.commands.size() && at >= 0; i++) {
            at = endOfAnswer(split.commands.get(i), heard, at);
        }
        return at >= 0;
    }

    private String disagreement(FramedRequests split, byte[] heard) {
        int at = 0;
        for (List<byte[]> command : split.commands) {
            int end = endOfAnswer(command, heard, at);
            if (end < 0) {
                return "to " + command.stream().map(RespBytes::readable).toList() + " Redis answered "
                        + readable(Arrays.copyOfRange(heard, at, heard.length));
            }
            at = end;
            requests++;
        }
        if (split.odd()) {
            odd++;
            return "";
        }
        unfinished += split.atBoundary() ? 0 : 1;
        intact += split.atBoundary() ? 1 : 0;
        return at == heard.length ? "" : "Redis found more: " + readable(Arrays.copyOfRange(heard, at, heard.length));
    }

    /** Returns where the answer to a command ends that begins there; negative if none does. */
    private int endOfAnswer(List<byte[]> command, byte[] heard, int at) {
        byte[] answer = ExpectedAnswer.to(command, script);
        return answer == null ? endOfError(nameOf(command), heard, at) : endOf(answer, heard, at);
    }

    private static int endOf(byte[] answer, byte[] heard, int at) {
        int end = at + answer.length;
        return end <= heard.length && Arrays.equals(answer, 0, answer.length, heard, at, end) ? end : -1;
    }

    /** An error that is the answer to this command, whose name it repeats, and no complaint about the protocol. */
    private static int endOfError(String name, byte[] heard, int at) {
        int end = at;
        while (end < heard.length && heard[end] != '\n') {
            end++;
        }
        String line = new String(heard, at, end - at, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
        boolean whole = end < heard.length && line.startsWith("-") && line.endsWith("\r");
        boolean named = line.contains(name) || name.equals("EVALSHA");
        return whole && named && !line.contains("PROTOCOL ERROR") ? end + 1 : -1;
    }

    /** As far as Redis repeats it. */
    private static String nameOf(List<byte[]> command) {
        String name = RespBytes.text(command.get(0)).split("[\0\r\n]", 2)[0].toUpperCase(Locale.ROOT);
        return name.substring(0, Math.min(name.length(), LONGEST_REPEATED));
    }

    /** Leaves out what it can without the disagreement going away. */
    private byte[] shortest(byte[] stream) throws IOException {
        byte[] shortest = stream;
        int tries = 0;
        for (int length = stream.length / 2; length > 0; length /= 2) {
            for (int at = 0; at + length <= shortest.length && tries < MOST_TRIES; tries++) {
                byte[] shorter = new byte[shortest.length - length];
                System.arraycopy(shortest, 0, shorter, 0, at);
                System.arraycopy(shortest, at + length, shorter, at, shorter.length - at);
                if (disagreements(List.of(shorter), new SplittableRandom(seed))
                        .get(0)
                        .isEmpty()) {
                    at += length;
                } else {
                    shortest = shorter;
                }
            }
        }
        return shortest;
    }
}
