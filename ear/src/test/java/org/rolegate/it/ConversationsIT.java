package org.rolegate.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Protocol;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.RedisNode;
import org.rolegate.fixture.RedisSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a client is in the midst of goes on with the next master: a subscription, a transaction, watched keys, a cache of keys. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ConversationsIT {

    private static final String PASSWORD = "pass word #1";
    private static final String GROUP = "org.rolegate:type=Group,name=main";
    private static final Duration SOON = Duration.ofSeconds(60);

    private static RedisSet redis;
    private static AppServer server;

    @RegisterExtension
    static final Installation installation = Installation.of(
            RedisSet.builder()
                    .replicas(2)
                    .sentinels(3)
                    .password(PASSWORD)
                    .downAfter(2000)
                    .failoverTimeout(5000),
            (set, rolegate) -> {
                redis = set;
                server = rolegate;
            });

    enum Event {
        SWITCHOVER {
            @Override
            void happen(RedisNode master) {
                server.mbeans().invoke(GROUP, "switchover", "");
            }
        },
        KILL {
            @Override
            void happen(RedisNode master) {
                master.kill();
            }
        };

        abstract void happen(RedisNode master);
    }

    private static RedisNode after(Event event) {
        RedisNode former = redis.currentMaster();
        event.happen(former);
        RedisNode successor = redis.awaitMasterOtherThan(former);
        server.awaitMasterInUse(successor);
        return successor;
    }

    /** All at once: a failover takes its time. */
    @ParameterizedTest
    @EnumSource(Event.class)
    void goOnWithTheNextMaster(Event event) throws IOException {
        try (Jedis other = client();
                Subscriber subscriber = new Subscriber();
                Jedis queueing = client();
                Jedis watching = client();
                Cache cache = new Cache()) {
            // Given
            awaitHeard(subscriber.heard, "news before");
            subscriber.listener.psubscribe("n*");
            awaitHeard(subscriber.heard, "n* news before");
            other.del("counter");
            queueing.sendCommand(Protocol.Command.MULTI);
            queueing.sendCommand(Protocol.Command.INCR, "counter");
            queueing.sendCommand(Protocol.Command.INCR, "counter");
            other.del("watched");
            watching.watch("watched");
            watching.get("watched");
            other.set("kept", "v");
            cache.read();

            // When
            RedisNode successor = after(event);

            // Then
            awaitHeard(subscriber.heard, "news after");
            awaitHeard(subscriber.heard, "n* news after");
            subscriber.listener.unsubscribe("news", "more");
            subscriber.listener.punsubscribe("n*");
            assertThat(subscriber.listening)
                    .as("the subscription ends as it should")
                    .succeedsWithin(SOON);

            assertThat(queueing.sendCommand(Protocol.Command.EXEC)).isEqualTo(List.of(1L, 2L));
            assertThat(successor.call("GET", "counter")).isEqualTo("2");

            assertThat(incremented(watching)).as("as if it had been touched").isNull();
            assertThat(successor.call("EXISTS", "watched")).isEqualTo(0L);
            watching.watch("watched");
            assertThat(incremented(watching)).isEqualTo(List.of(1L));
            assertThat(successor.call("GET", "watched")).isEqualTo("1");

            assertThat(cache.lines(4)).containsExactly(">2", "$10", "invalidate", "_");
            cache.read();
            other.set("kept", "w");
            assertThat(cache.lines(6)).containsExactly(">2", "$10", "invalidate", "*1", "$4", "kept");
        }
    }

    private static Object incremented(Jedis client) {
        client.sendCommand(Protocol.Command.MULTI);
        client.sendCommand(Protocol.Command.INCR, "watched");
        return client.sendCommand(Protocol.Command.EXEC);
    }

    /** Listens by Jedis, as applications do. */
    private static final class Subscriber implements AutoCloseable {
        final List<String> heard = new CopyOnWriteArrayList<>();
        final JedisPubSub listener = new JedisPubSub() {
            @Override
            public void onMessage(String channel, String message) {
                heard.add(channel + " " + message);
            }

            @Override
            public void onPMessage(String pattern, String channel, String message) {
                heard.add(pattern + " " + channel + " " + message);
            }
        };
        final CompletableFuture<Void> listening = CompletableFuture.runAsync(() -> {
            try (Jedis subscriber = client()) {
                subscriber.subscribe(listener, "news", "more");
            }
        });

        @Override
        public void close() {
            if (listener.isSubscribed()) {
                listener.unsubscribe();
                listener.punsubscribe();
            }
        }
    }

    /** A client that keeps keys and is told when they change: RESP3, line by line. */
    private static final class Cache implements AutoCloseable {
        private static final String LOGIN = "*5\r\n$5\r\nHELLO\r\n$1\r\n3\r\n$4\r\nAUTH\r\n$7\r\ndefault\r\n$"
                + PASSWORD.length() + "\r\n" + PASSWORD + "\r\n";

        private final Socket socket = new Socket(server.address(), server.masterPort());
        private final BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

        Cache() throws IOException {
            socket.setSoTimeout((int) SOON.toMillis());
            send(LOGIN + "*3\r\n$6\r\nCLIENT\r\n$8\r\nTRACKING\r\n$2\r\nON\r\n");
        }

        /** Reads the key, and the answer to the end. */
        void read() throws IOException {
            send("*2\r\n$3\r\nGET\r\n$4\r\nkept\r\n");
            String line = in.readLine();
            while (line != null && !line.equals("v")) {
                line = in.readLine();
            }
            assertThat(line).isEqualTo("v");
        }

        List<String> lines(int count) throws IOException {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                lines.add(in.readLine());
            }
            return lines;
        }

        private void send(String bytes) throws IOException {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** Publishes over and over: what is published before somebody listens is heard by nobody. */
    private static void awaitHeard(List<String> heard, String what) {
        String[] words = what.split(" ", -1);
        try (Jedis publisher = client()) {
            await().atMost(SOON).until(() -> {
                publisher.publish(words[words.length - 2], words[words.length - 1]);
                return heard.contains(what);
            });
        }
    }

    private static Jedis client() {
        var settings = DefaultJedisClientConfig.builder()
                .resp2()
                .timeoutMillis((int) SOON.toMillis())
                .password(PASSWORD)
                .build();
        return new Jedis(new HostAndPort(server.address(), server.masterPort()), settings);
    }
}
