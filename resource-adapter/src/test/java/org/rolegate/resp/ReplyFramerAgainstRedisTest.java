package org.rolegate.resp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
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
 * The splitter of replies against the redis-server of this machine, which is asked all kinds of things in RESP2 and RESP3:
 * whatever the pieces, each question must have one reply, as the echo behind it proves.
 *
 * <p>A case is one reply, echoes not counted. The system property rolegate.test.cases makes a run longer, rolegate.test.seed
 * repeats one: with the seed of a failure, which is that of its round, the failure is in the first round.
 */
@Timeout(600)
@RealRedis
@Slow
class ReplyFramerAgainstRedisTest {

    private static final long CASES = Long.getLong("rolegate.test.cases", 60_000);
    private static final int QUESTIONS = 200;

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("rolegate.test.seed", System.nanoTime());
    private LocalRedis redis;
    private RedisAnswers answers;
    private byte[] script = {};
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);

    private long replies;
    private long errors;
    private long pushes;

    @BeforeEach
    void startRedis() throws IOException {
        System.out.println("rolegate.test.seed=" + seed);
        redis = LocalRedis.start(
                directory, "the splitter of replies is not compared with it", "--enable-debug-command", "local");
        answers = new RedisAnswers(redis);
        script = answers.ask("SCRIPT", "LOAD", RandomCommands.SCRIPT);
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
    void findsOneReplyToEachQuestion() throws IOException {
        for (long round = seed; replies < CASES; round++) {
            RandomGenerator random = new SplittableRandom(round);
            // Given
            RandomCommands old = new RandomCommands(random, script, false, QUESTIONS);
            RandomCommands current = new RandomCommands(random, script, true, QUESTIONS);
            try (SocketChannel resp2 = redis.connect();
                    SocketChannel resp3 = redis.connect()) {
                // When
                say(resp2, old);
                say(resp3, current);

                // Then
                compare(old, hear(resp2, old), random, "seed " + round + ", RESP2");
                compare(current, hear(resp3, current), random, "seed " + round + ", RESP3");
            }
        }
        System.out.println(replies + " replies, and " + pushes + " pushes; " + errors + " of the replies errors");
        assertThat(errors).as("errors").isGreaterThan(replies / 50);
        assertThat(pushes).as("pushes").isGreaterThan(replies / 100);
    }

    private static void say(SocketChannel channel, RandomCommands questions) throws IOException {
        for (ByteBuffer all = ByteBuffer.wrap(questions.stream()); all.hasRemaining(); ) {
            channel.write(all);
        }
    }

    /** Returns all up to the last echo. */
    private byte[] hear(SocketChannel channel, RandomCommands questions) throws IOException {
        byte[] last = questions.questions.get(questions.questions.size() - 1).echo();
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        byte[] some = new byte[buffer.capacity()];
        byte[] tail = {};
        int end = -1;
        while (end < 0) {
            buffer.clear();
            int count = channel.read(buffer);
            assertThat(count).as("bytes").isNotNegative();
            buffer.flip().get(some, 0, count);
            int before = heard.size() - tail.length;
            byte[] news = Arrays.copyOf(tail, tail.length + count);
            System.arraycopy(some, 0, news, tail.length, count);
            int at = RespBytes.text(news).indexOf(RespBytes.text(last));
            end = at < 0 ? -1 : before + at + last.length;
            heard.write(some, 0, count);
            tail = Arrays.copyOfRange(news, Math.max(0, news.length - last.length), news.length);
        }
        return Arrays.copyOf(heard.toByteArray(), end);
    }

    private void compare(RandomCommands questions, byte[] heard, RandomGenerator random, String what) {
        boolean kindsMatter = random.nextBoolean();
        Found one = new Found();
        one.kindsMatter = kindsMatter;
        ReplyFramer byOne = new ReplyFramer(one);
        int at = 0;
        for (RandomCommands.Question question : questions.questions) {
            int start = at;
            for (int i = 0; i < question.replies(); i++) {
                int end = next(byOne, heard, at, random);
                if (end < 0 || !rightCode(heard, at, end, one)) {
                    throw new AssertionError(what + ": " + question.said() + ": no such reply: " + from(heard, start));
                }
                at = end;
            }
            int end = next(byOne, heard, at, random);
            if (end < 0 || !isEcho(heard, at, end, question.echo())) {
                throw new AssertionError(what + ": " + question.said() + ": other replies: " + from(heard, start));
            }
            at = end;
            replies += question.replies();
        }
        Found whole = new Found();
        whole.kindsMatter = kindsMatter;
        ReplyFramer atOnce = new ReplyFramer(whole);
        for (int start = 0; start < heard.length; ) {
            int length = length(random, heard.length - start);
            atOnce.feed(ByteBuffer.wrap(heard, start, length));
            start += length;
        }
        if (at != heard.length || !atOnce.atBoundary() || !one.events.equals(whole.events)) {
            throw new AssertionError(what + ": not the same whatever the pieces: " + from(heard, 0));
        }
        errors +=
                whole.events.stream().filter(event -> event.startsWith("error")).count();
        pushes +=
                whole.events.stream().filter(event -> event.startsWith("push")).count();
    }

    /** Reads on to the end of the next reply; -1 if there is none. */
    private static int next(ReplyFramer splitter, byte[] heard, int from, RandomGenerator random) {
        long until = splitter.replies() + 1;
        int at = from;
        while (at < heard.length && splitter.replies() < until && !splitter.odd()) {
            ByteBuffer piece = ByteBuffer.wrap(heard, at, length(random, heard.length - at));
            splitter.feed(piece, until);
            at = piece.position();
        }
        return splitter.replies() == until && splitter.atBoundary() ? at : -1;
    }

    private static int length(RandomGenerator random, int most) {
        return Math.min(most, 1 + random.nextInt(random.nextInt(4) == 0 ? 3 : 2_000));
    }

    /** Whether it is an error to the splitter exactly if it is one, and with the same first word. */
    private static boolean rightCode(byte[] heard, int start, int end, Found found) {
        String event = found.events.get(found.events.size() - 1);
        if (heard[start] == '>' || heard[start] == '|') {
            // The reply begins behind it.
            return true;
        }
        String line = new String(heard, start, Math.min(end - start, 60), StandardCharsets.ISO_8859_1);
        String code = line.substring(1).split("[ \r]", 2)[0];
        code = code.substring(0, Math.min(code.length(), ReplyFramer.LONGEST_CODE));
        return heard[start] == '-' ? event.equals("error " + code) : !event.startsWith("error");
    }

    /** Pushes may come before it. */
    private static boolean isEcho(byte[] heard, int start, int end, byte[] echo) {
        boolean echoes =
                end - start >= echo.length && Arrays.equals(heard, end - echo.length, end, echo, 0, echo.length);
        return echoes && (end - start == echo.length || heard[start] == '>');
    }

    private static String from(byte[] heard, int start) {
        return readable(Arrays.copyOfRange(heard, start, Math.min(heard.length, start + 10_000)));
    }
}
