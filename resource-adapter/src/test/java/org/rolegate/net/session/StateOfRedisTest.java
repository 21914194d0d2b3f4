package org.rolegate.net.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.rolegate.conversation.PushMessages;
import org.rolegate.conversation.RespConversation;
import org.rolegate.conversation.ScriptCache;
import org.rolegate.resp.Limits;
import org.rolegate.resp.LocalRedis;
import org.rolegate.resp.RespCommand;
import org.rolegate.resp.RespReader;
import org.rolegate.resp.RespValue;
import org.rolegate.testing.RealRedis;
import org.rolegate.testing.Slow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a conversation remembers against what the redis-server on this machine remembers of the same connection: after random
 * commands, a new connection that is told the replay must look the same in CLIENT LIST.
 */
@Timeout(600)
@RealRedis
@Slow
class StateOfRedisTest {

    private static final int LIVES = Integer.getInteger("rolegate.test.lives", 400);
    private static final int MOST_COMMANDS = 12;

    /** All that a session may carry, and that a session can be told. */
    private static final List<String> SAME =
            List.of("name", "db", "sub", "psub", "ssub", "watch", "user", "resp", "lib-name", "lib-ver");

    private static final List<String> COMMANDS = List.of(
            "SUBSCRIBE a",
            "SUBSCRIBE a b c",
            "SUBSCRIBE",
            "PSUBSCRIBE p* q*",
            "SSUBSCRIBE s",
            "UNSUBSCRIBE",
            "UNSUBSCRIBE a x",
            "PUNSUBSCRIBE",
            "PUNSUBSCRIBE p*",
            "SUNSUBSCRIBE",
            "PING",
            "PING hello",
            "HELLO 3",
            "HELLO 2",
            "HELLO 3 SETNAME three",
            "SELECT 1",
            "SELECT 0",
            "SELECT 99",
            "CLIENT SETNAME me",
            "CLIENT SETINFO LIB-NAME lib",
            "CLIENT NO-EVICT ON",
            "CLIENT MAINT_NOTIFICATIONS ON",
            "CLIENT CACHING YES",
            "CLIENT NO-EVICT OFF",
            "CLIENT TRACKING ON",
            "CLIENT TRACKING ON BCAST PREFIX a",
            "CLIENT TRACKING ON BCAST PREFIX b",
            "CLIENT TRACKING OFF",
            "CLIENT TRACKING ON OPTIN",
            "CLIENT TRACKING ON OPTOUT NOLOOP",
            "CLIENT CACHING YES",
            "CLIENT CACHING NO",
            "CLIENT ID",
            "MULTI",
            "EXEC",
            "DISCARD",
            "RESET",
            "GET k",
            "SET k v",
            "LRANGE l 0 -1",
            "NOSUCHCOMMAND");

    /** Of a client that keeps keys. */
    private static final List<String> OF_KEYS = List.of(
            "HELLO 3",
            "CLIENT TRACKING ON OPTIN",
            "CLIENT TRACKING ON OPTIN",
            "CLIENT TRACKING ON OPTOUT NOLOOP",
            "CLIENT TRACKING OFF",
            "CLIENT CACHING YES",
            "CLIENT CACHING YES",
            "CLIENT CACHING YES",
            "CLIENT CACHING YES",
            "CLIENT CACHING NO",
            "CLIENT ID",
            "CLIENT SETNAME me",
            "CLIENT TRACKING ON",
            "MULTI",
            "EXEC",
            "GET k");

    private static final List<String> BY_OTHERS =
            List.of("PUBLISH a message", "PUBLISH p1 message", "SPUBLISH s message", "SET k w", "SET a1 w");

    @TempDir
    private Path directory;

    private LocalRedis redis;

    @BeforeEach
    void startRedis() throws IOException {
        redis = LocalRedis.start(directory, "what sessions remember is not compared with what it remembers");
    }

    @AfterEach
    void stopRedis() throws InterruptedException {
        if (redis != null) {
            redis.close();
        }
    }

    private final class Wire implements AutoCloseable {
        private final SocketChannel channel = redis.connect();
        private final RespReader reader = new RespReader(Limits.DEFAULT);
        private final ByteBuffer unread = ByteBuffer.allocate(1 << 16).flip();
        private final String id;

        Wire() throws IOException {
            id = ask("CLIENT ID").text().orElseThrow();
            channel.configureBlocking(false);
        }

        void say(byte[] bytes) throws IOException {
            for (ByteBuffer all = ByteBuffer.wrap(bytes); all.hasRemaining(); ) {
                channel.write(all);
            }
        }

        /** Reads what is there; empty if nothing is. */
        byte[] receive() throws IOException {
            ByteBuffer some = ByteBuffer.allocate(1 << 16);
            int count = channel.read(some);
            assertThat(count).as("bytes read").isNotNegative();
            return Arrays.copyOf(some.array(), count);
        }

        private RespValue ask(String command) throws IOException {
            say(encode(command));
            while (true) {
                Optional<RespValue> reply = reader.next(unread);
                if (reply.isPresent()) {
                    return reply.get();
                }
                unread.clear();
                channel.read(unread);
                unread.flip();
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private static byte[] encode(String command) {
        return RespCommand.encode(command.split(" ", -1));
    }

    @Test
    void aNewConnectionThatWasToldTheReplayIsWhatTheOldOneIs() throws IOException {
        long seed = Long.getLong("rolegate.test.seed", System.nanoTime());
        int compared = 0;
        int listening = 0;
        int pushes = 0;
        int prefixes = 0;
        int caching = 0;
        try (Wire admin = blocking(new Wire())) {
            admin.ask("RPUSH l message a b");
            for (int i = 0; i < LIVES + LIVES / 2; i++) {
                List<String> commands = i < LIVES ? COMMANDS : OF_KEYS;
                String what = "seed " + (seed + i);
                try (Wire old = new Wire();
                        Wire next = new Wire()) {
                    List<String> reported = new ArrayList<>();
                    RespConversation conversation = live(new Random(seed + i), commands, old, admin, reported);
                    what += ": " + reported;
                    if (!conversation.movable()) {
                        caching += !conversation.pinned()
                                        && tracking(old).toString().contains("caching")
                                ? 1
                                : 0;
                        continue;
                    }
                    tell(conversation, next, what);
                    Map<String, String> before = state(admin, old);
                    assertThat(state(admin, next)).as(what).isEqualTo(before);
                    String tracking = tracking(old).toString();
                    assertThat(tracking).as(what).doesNotContain("caching");
                    assertThat(tracking(next)).as(what).hasToString(tracking);
                    compared++;
                    prefixes += tracking.contains("bcast") ? 1 : 0;
                    listening += before.get("sub").equals("0") ? 0 : 1;
                    pushes += "3".equals(before.get("resp")) ? 1 : 0;
                }
            }
        }
        assertThat(compared).isGreaterThan(LIVES / 2);
        assertThat(listening).isGreaterThan(LIVES / 20);
        assertThat(pushes).isGreaterThan(LIVES / 20);
        assertThat(prefixes).isGreaterThan(LIVES / 40);
        assertThat(caching).isGreaterThan(LIVES / 80);
    }

    private static Wire blocking(Wire wire) throws IOException {
        wire.channel.configureBlocking(true);
        return wire;
    }

    private static RespConversation live(
            Random random, List<String> commands, Wire on, Wire admin, List<String> reported) throws IOException {
        RespConversation conversation = new RespConversation(new ScriptCache());
        for (int i = 1 + random.nextInt(MOST_COMMANDS); i > 0 && !conversation.pinned(); i--) {
            String command = commands.get(random.nextInt(commands.size()));
            reported.add(command);
            byte[] bytes = encode(command);
            conversation.onRequestBytes(ByteBuffer.wrap(bytes));
            on.say(bytes);
            if (random.nextInt(3) > 0) {
                drain(conversation, on, reported.toString());
            }
            if (random.nextInt(3) == 0) {
                admin.ask(BY_OTHERS.get(random.nextInt(BY_OTHERS.size())));
            }
        }
        drain(conversation, on, reported.toString());
        assertThat(conversation.isUnderstood() || conversation.pinned())
                .as("%s", reported)
                .isTrue();
        return conversation;
    }

    private static void drain(RespConversation conversation, Wire on, String what) {
        await(what)
                .atMost(Duration.ofSeconds(10))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    conversation.onReplyBytes(ByteBuffer.wrap(on.receive()));
                    boolean quiet = conversation.isQuiet();
                    if (quiet) {
                        conversation.mark();
                    }
                    return quiet || conversation.pinned();
                });
    }

    private static void tell(RespConversation conversation, Wire next, String what) throws IOException {
        List<byte[][]> commands = conversation.replay();
        StateReplay replay = new StateReplay(commands);
        for (byte[][] arguments : commands) {
            next.say(RespCommand.encode(arguments));
        }
        await(what)
                .atMost(Duration.ofSeconds(10))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    ByteBuf bytes = Unpooled.wrappedBuffer(next.receive());
                    replay.onReplies(bytes);
                    return replay.finished();
                });
        assertThat(replay.refusal()).as(what).isEmpty();
    }

    /** What the server itself says of the keys it tells a connection of; in a transaction, or a subscriber's, no more than that. */
    private static RespValue tracking(Wire of) throws IOException {
        while (true) {
            RespValue reported = of.ask("CLIENT TRACKINGINFO");
            boolean unasked = reported instanceof RespValue.Push
                    || reported.items().stream()
                            .findFirst()
                            .flatMap(RespValue::text)
                            .filter(PushMessages::isPublished)
                            .isPresent();
            if (!unasked) {
                return reported;
            }
        }
    }

    private static Map<String, String> state(Wire admin, Wire of) throws IOException {
        Map<String, String> all = new TreeMap<>();
        String line = admin.ask("CLIENT LIST ID " + of.id).text().orElseThrow().strip();
        for (String field : line.split(" ", -1)) {
            String[] both = field.split("=", 2);
            all.put(both[0], both[1]);
        }
        Map<String, String> state = new TreeMap<>();
        SAME.forEach(field -> state.put(field, all.getOrDefault(field, "")));
        state.put("transaction", String.valueOf(!all.get("multi").equals("-1")));
        // Whether it is tracked, how, and whether it may be evicted: letters in an order that is the server's.
        char[] flags = all.get("flags").replace("N", "").toCharArray();
        Arrays.sort(flags);
        state.put("flags", new String(flags).replace("d", ""));
        return state;
    }
}
