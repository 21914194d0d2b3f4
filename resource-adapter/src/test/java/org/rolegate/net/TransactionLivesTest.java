package org.rolegate.net;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

import org.rolegate.resp.RespCommand;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random lives of one client with transactions, whose server is lost now and then: what it hears must be what one server that
 * is never lost would say, or that nobody knows, and nothing may be done twice.
 */
class TransactionLivesTest {

    private static final int LIVES = Integer.getInteger("rolegate.test.lives", 20_000);
    private static final int STEPS = 40;
    private static final String UNCERTAIN = "-UNCERTAIN\r\n";
    private static final String REFUSED = "-OOM command not allowed when used memory > 'maxmemory'.\r\n";
    private static final String ABORTED = "-EXECABORT Transaction discarded because of previous errors.\r\n";
    private static final List<String> WORDS = List.of("MULTI", "EXEC", "DISCARD", "GET", "INCR", "INCR", "PING");

    /** What Redis does on one connection; done is shared by all. */
    private static final class Connection {
        private final Map<String, Integer> done;
        private final Deque<String> unread = new ArrayDeque<>();
        private List<String> queue;
        private boolean spoiled;
        /** It refuses what writes, for want of memory. */
        private boolean full;

        Connection(Map<String, Integer> done, boolean full) {
            this.done = done;
            this.full = full;
        }

        /** Does the next command and returns the reply. */
        String next() {
            String command = unread.remove();
            String name = command.split(" ", -1)[0];
            if (full && name.equals("INCR")) {
                spoiled |= queue != null;
                return REFUSED;
            }
            if (queue == null) {
                return switch (name) {
                    case "MULTI" -> {
                        queue = new ArrayList<>();
                        spoiled = false;
                        yield "+OK\r\n";
                    }
                    case "EXEC", "DISCARD" -> "-ERR " + name + " without MULTI\r\n";
                    default -> run(command);
                };
            }
            return switch (name) {
                case "MULTI" -> "-ERR MULTI calls can not be nested\r\n";
                case "DISCARD" -> {
                    queue = null;
                    yield "+OK\r\n";
                }
                case "EXEC" -> {
                    if (spoiled) {
                        queue = null;
                        yield ABORTED;
                    }
                    StringBuilder replies = new StringBuilder("*" + queue.size() + "\r\n");
                    queue.forEach(queued -> replies.append(run(queued)));
                    queue = null;
                    yield replies.toString();
                }
                default -> {
                    queue.add(command);
                    yield "+QUEUED\r\n";
                }
            };
        }

        private String run(String command) {
            done.merge(command, 1, Integer::sum);
            return "+" + command + "\r\n";
        }
    }

    private static final class Life {
        final Random random;
        final Map<String, Integer> done = new HashMap<>();
        final Following following = new Following(new Scratch());
        final List<String> sent = new ArrayList<>();
        final StringBuilder heard = new StringBuilder();
        final List<String> trace = new ArrayList<>();
        Connection server = new Connection(done, false);
        byte[] onTheWay = {};
        byte[] half = {};
        boolean over;
        int moves;

        Life(long seed) {
            random = new Random(seed);
        }

        void step() {
            switch (random.nextInt(16)) {
                case 0, 1, 2, 3 -> ask();
                case 4, 5 -> answer();
                case 6, 7 -> deliver(random.nextInt(onTheWay.length + 1));
                case 8 -> lose();
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
            half = plus(half, TestClient.bytes(command));
            int now = random.nextInt(3) == 0 ? random.nextInt(half.length + 1) : half.length;
            request(Arrays.copyOf(half, now));
            half = Arrays.copyOfRange(half, now, half.length);
        }

        private void request(byte[] bytes) {
            if (bytes.length > 0) {
                ByteBuf buffer = Unpooled.copiedBuffer(bytes);
                following.request(buffer);
                receive(buffer);
                buffer.release();
            }
        }

        private byte[] unfinished = {};

        /** The server's side of the connection: whole commands only. */
        private void receive(ByteBuf bytes) {
            byte[] more = new byte[bytes.readableBytes()];
            bytes.getBytes(bytes.readerIndex(), more);
            unfinished = plus(unfinished, more);
            for (String command : sentAs(unfinished)) {
                server.unread.add(command);
                int length = TestClient.bytes(command).length;
                unfinished = Arrays.copyOfRange(unfinished, length, unfinished.length);
            }
        }

        private static List<String> sentAs(byte[] bytes) {
            List<String> commands = new ArrayList<>();
            String[] lines = new String(bytes, StandardCharsets.US_ASCII).split("\r\n", -1);
            int at = 0;
            while (at < lines.length - 1) {
                int words = Integer.parseInt(lines[at].substring(1));
                if (at + 2 * words + 1 >= lines.length) {
                    break;
                }
                List<String> command = new ArrayList<>();
                for (int i = 0; i < words; i++) {
                    command.add(lines[at + 2 * i + 2]);
                }
                commands.add(String.join(" ", command));
                at += 2 * words + 1;
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
            assertThat(following.skipKnown(bytes)).isTrue();
            if (bytes.isReadable()) {
                heard.append(bytes.toString(StandardCharsets.US_ASCII));
                following.reply(bytes);
            }
            bytes.release();
        }

        private void lose() {
            trace.add("lost");
            onTheWay = new byte[0];
            unfinished = new byte[0];
            if (!following.canMove()) {
                Optional<ByteBuf> answers = following.answerAll(UNCERTAIN.getBytes(StandardCharsets.US_ASCII));
                answers.ifPresent(bytes -> heard.append(UNCERTAIN.repeat(bytes.capacity() / UNCERTAIN.length())));
            }
            over = !following.canMove();
            if (!over) {
                moves++;
                following.left();
                server = new Connection(done, random.nextInt(4) == 0);
                following.replay().forEach(this::tell);
                EmbeddedChannel channel = new EmbeddedChannel();
                following.askAgain(channel);
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
            assertThat(server.next()).isEqualTo("+OK\r\n");
        }

        void finish() {
            if (!over) {
                settle();
            }
        }

        /** What one server would say to all of it, with the uncertain answers of the life itself. */
        void judge(String what) {
            Map<String, Integer> ideal = new HashMap<>();
            Connection one = new Connection(ideal, false);
            String rest = heard.toString();
            for (String command : sent) {
                one.unread.add(command);
                one.full = rest.startsWith(REFUSED) && command.startsWith("INCR");
                String expected = one.next();
                if (rest.isEmpty() || over && halfOf(rest, expected)) {
                    rest = "";
                    break;
                }
                if (rest.startsWith(ABORTED) && expected.startsWith("*")) {
                    // The next server would not queue what the former one had queued.
                    expected = ABORTED;
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
        return Stream.of(expected, REFUSED, ABORTED).anyMatch(whole -> whole.startsWith(heard));
    }

    @Test
    void hearsWhatOneServerWouldSayAndDoesNothingTwice() {
        long seed = Long.getLong("rolegate.test.seed", System.nanoTime());
        int moves = 0;
        int inTransaction = 0;
        for (int i = 0; i < LIVES; i++) {
            Life life = new Life(seed + i);
            for (int step = 0; step < STEPS && !life.over; step++) {
                life.step();
                inTransaction += life.following.canMove() && life.server.queue != null ? 1 : 0;
            }
            life.finish();
            life.judge("seed " + (seed + i));
            life.following.forget();
            moves += life.moves;
        }
        assertThat(moves).isGreaterThan(LIVES / 2);
        assertThat(inTransaction).as("steps at which a transaction could move").isGreaterThan(LIVES / 2);
    }

    private static byte[] plus(byte[] some, byte[] more) {
        byte[] both = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, both, some.length, more.length);
        return both;
    }
}
