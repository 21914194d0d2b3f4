package org.rolegate.net.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

import org.rolegate.conversation.ScriptCache;
import org.rolegate.net.fixture.TestClient;
import org.rolegate.net.io.LoopContext;
import org.rolegate.net.io.MemoryBudget;
import org.rolegate.resp.RespCommand;
import org.rolegate.testing.Slow;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random lives of one client with transactions, whose server is lost now and then: what it hears must be what one server that
 * is never lost would say, or that nobody knows, and nothing may be done twice.
 */
@Slow
class TransactionLivesTest {

    private static final int LIVES = Integer.getInteger("rolegate.test.lives", 20_000);
    private static final int STEPS = 40;
    private static final String UNCERTAIN = "-UNCERTAIN\r\n";
    private static final String TOO_EARLY =
            "-EXECABORT Transaction discarded because of: rolegate: the server changed; nothing was executed\r\n";
    private static final List<String> WORDS = List.of(
            "MULTI", "MULTI", "EXEC", "EXEC", "DISCARD", "GET", "GET", "INCR", "INCR", "INCR", "PING", "WATCH k",
            "WATCH k", "UNWATCH", "RESET");

    private static final class Life {
        final Random random;
        final Map<String, Integer> done = new HashMap<>();
        final RequestReplayBuffer buffer =
                new RequestReplayBuffer(new LoopContext(new MemoryBudget(Long.MAX_VALUE)), new ScriptCache());
        final List<String> sent = new ArrayList<>();
        final StringBuilder heard = new StringBuilder();
        final List<String> trace = new ArrayList<>();
        TransactionsOfRedis server = new TransactionsOfRedis(done, false);
        byte[] onTheWay = {};
        byte[] half = {};
        boolean over;
        int moves;
        /** How many replies the client had at each move. */
        final List<Integer> movedAt = new ArrayList<>();
        /** How many it had when it had said each command. */
        final List<Integer> saidAt = new ArrayList<>();

        int averted;

        Life(long seed) {
            random = new Random(seed);
        }

        void step() {
            switch (random.nextInt(16)) {
                case 0, 1, 2, 3 -> ask();
                case 4, 5 -> answer();
                case 6, 7 -> deliver(random.nextInt(onTheWay.length + 1));
                case 8 -> lose();
                case 9 -> loseIf(server.watching);
                default -> {
                    ask();
                    settle();
                }
            }
        }

        private void settle() {
            request(half);
            half = new byte[0];
            while (!server.unread.isEmpty()) {
                answer();
            }
            deliver(onTheWay.length);
        }

        private void ask() {
            String name = WORDS.get(random.nextInt(WORDS.size()));
            String command =
                    name.equals("GET") || name.equals("INCR") ? name + " " + Integer.toString(sent.size()) : name;
            sent.add(command);
            trace.add(command);
            half = plus(half, inAnyCase(command));
            int now = random.nextInt(3) == 0 ? random.nextInt(half.length + 1) : half.length;
            request(Arrays.copyOf(half, now));
            half = Arrays.copyOfRange(half, now, half.length);
        }

        private byte[] inAnyCase(String command) {
            String written = random.nextBoolean() ? command : command.toLowerCase(Locale.ROOT);
            return TestClient.bytes(written);
        }

        private void request(byte[] bytes) {
            if (bytes.length > 0) {
                ByteBuf forServer = buffer.onRequest(Unpooled.copiedBuffer(bytes));
                reported = plus(reported, bytes);
                for (String command : commands(reported)) {
                    saidAt.add((int) buffer.answered());
                    reported = Arrays.copyOfRange(reported, TestClient.bytes(command).length, reported.length);
                }
                receive(forServer);
                forServer.release();
                assertThat(buffer.execUnknown()).isFalse();
            }
        }

        private byte[] reported = {};

        private byte[] unfinished = {};

        /** The server's side of the connection: whole commands only. */
        private void receive(ByteBuf bytes) {
            byte[] more = new byte[bytes.readableBytes()];
            bytes.getBytes(bytes.readerIndex(), more);
            unfinished = plus(unfinished, more);
            for (String command : commands(unfinished)) {
                server.unread.add(command.toUpperCase(Locale.ROOT));
                int length = TestClient.bytes(command).length;
                unfinished = Arrays.copyOfRange(unfinished, length, unfinished.length);
            }
        }

        private static List<String> commands(byte[] bytes) {
            List<String> commands = new ArrayList<>();
            String[] lines = new String(bytes, StandardCharsets.US_ASCII).split("\r\n", -1);
            int at = 0;
            while (at < lines.length - 1) {
                int arguments = Integer.parseInt(lines[at].substring(1));
                if (at + 2 * arguments + 1 >= lines.length) {
                    break;
                }
                List<String> command = new ArrayList<>();
                for (int i = 0; i < arguments; i++) {
                    command.add(lines[at + 2 * i + 2]);
                }
                commands.add(String.join(" ", command));
                at += 2 * arguments + 1;
            }
            return commands;
        }

        private void answer() {
            if (!server.unread.isEmpty()) {
                onTheWay = plus(onTheWay, server.next().getBytes(StandardCharsets.US_ASCII));
            }
        }

        private void deliver(int count) {
            if (count == 0) {
                return;
            }
            ByteBuf bytes = Unpooled.copiedBuffer(onTheWay, 0, count);
            onTheWay = Arrays.copyOfRange(onTheWay, count, onTheWay.length);
            assertThat(buffer.skipRepeated(bytes)).isTrue();
            if (bytes.isReadable()) {
                bytes = buffer.onReply(bytes);
                heard.append(bytes.toString(StandardCharsets.US_ASCII));
            }
            bytes.release();
            assertThat(buffer.execUnknown()).isFalse();
        }

        private void loseIf(boolean condition) {
            if (condition) {
                lose();
            }
        }

        private void lose() {
            trace.add("lost");
            onTheWay = new byte[0];
            unfinished = new byte[0];
            if (!buffer.canMove()) {
                buffer.answerAll(UNCERTAIN.getBytes(StandardCharsets.US_ASCII)).stream()
                        .flatMap(answers -> answers.commands().byName().values().stream())
                        .forEach(count -> heard.append(UNCERTAIN.repeat(count.intValue())));
            }
            over = !buffer.canMove();
            if (!over) {
                moves++;
                movedAt.add((int) buffer.answered());
                buffer.onServerLeft();
                server = new TransactionsOfRedis(done, random.nextInt(4) == 0);
                buffer.replay().forEach(this::tell);
                EmbeddedChannel channel = new EmbeddedChannel();
                buffer.resend(channel);
                channel.flush();
                for (ByteBuf bytes; (bytes = channel.readOutbound()) != null; bytes.release()) {
                    receive(bytes);
                }
            }
        }

        private void tell(byte[]... command) {
            ByteBuf bytes = Unpooled.wrappedBuffer(RespCommand.encode(command));
            receive(bytes);
            bytes.release();
            assertThat(server.next()).isEqualTo(TransactionsOfRedis.OK);
        }

        void finish() {
            if (!over) {
                settle();
            }
        }

        private int saidAt(int command) {
            return command < saidAt.size() ? saidAt.get(command) : Integer.MAX_VALUE;
        }

        /** What one server would say to all of it, with the uncertain answers of the life itself. */
        void judge(String what) {
            Map<String, Integer> ideal = new HashMap<>();
            TransactionsOfRedis one = new TransactionsOfRedis(ideal, false);
            String rest = heard.toString();
            int unwatched = -1;
            for (int i = 0; i < sent.size(); i++) {
                String command = sent.get(i);
                // What was known to be watched when the server changed counts as touched.
                one.touched |= one.watching && movedAt.contains(i);
                one.full = rest.startsWith(TransactionsOfRedis.REFUSED) && command.startsWith("INCR");
                boolean watched = one.touched;
                if (rest.startsWith(UNCERTAIN) && command.equals("UNWATCH")) {
                    // So the client may be asked to try once more.
                    rest = rest.substring(UNCERTAIN.length());
                    continue;
                }
                one.unread.add(command);
                String expected = one.next();
                // What unwatched it, and was not answered before the client said EXEC.
                boolean tooEarly = unwatched >= saidAt(i);
                unwatched = watched && !one.touched ? i : unwatched;
                if (rest.isEmpty() || over && halfOf(rest, expected)) {
                    assertThat(over).as("%s: %s", what, trace).isTrue();
                    rest = "";
                    break;
                }
                averted += rest.startsWith(TransactionsOfRedis.TOUCHED) ? 1 : 0;
                if (rest.startsWith(TOO_EARLY) && expected.startsWith("*") && tooEarly) {
                    expected = TOO_EARLY;
                }
                if (rest.startsWith(TransactionsOfRedis.ABORTED) && expected.startsWith("*")) {
                    // The next server would not queue what the former one had queued.
                    expected = TransactionsOfRedis.ABORTED;
                }
                boolean uncertain = rest.startsWith(UNCERTAIN);
                assertThat(uncertain ? expected : rest)
                        .as("%s: %s", what, trace)
                        .startsWith(expected);
                rest = rest.substring(uncertain ? UNCERTAIN.length() : expected.length());
            }
            assertThat(rest).as("%s: %s", what, trace).isEmpty();
            done.forEach((command, times) -> {
                if (command.startsWith("INCR")) {
                    assertThat(times).as("%s: %s, %s", what, command, trace).isOne();
                }
            });
        }
    }

    private static boolean halfOf(String heard, String expected) {
        return Stream.of(expected, TransactionsOfRedis.REFUSED, TransactionsOfRedis.ABORTED, TOO_EARLY)
                .anyMatch(whole -> whole.startsWith(heard));
    }

    @Test
    void hearsWhatOneServerWouldSayAndDoesNothingTwice() {
        long seed = Long.getLong("rolegate.test.seed", System.nanoTime());
        int moves = 0;
        int inTransaction = 0;
        int averted = 0;
        for (int i = 0; i < LIVES; i++) {
            Life life = new Life(seed + i);
            for (int step = 0; step < STEPS && !life.over; step++) {
                life.step();
                inTransaction += life.buffer.canMove() && life.server.queue != null ? 1 : 0;
            }
            life.finish();
            life.judge("seed " + (seed + i));
            life.buffer.giveUp();
            moves += life.moves;
            averted += life.averted;
        }
        assertThat(moves).isGreaterThan(LIVES / 2);
        assertThat(inTransaction).as("steps at which a transaction could move").isGreaterThan(LIVES / 2);
        assertThat(averted)
                .as("transactions not carried out for a broken watch")
                .isGreaterThan(LIVES / 20);
    }

    private static byte[] plus(byte[] some, byte[] more) {
        byte[] both = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, both, some.length, more.length);
        return both;
    }
}
