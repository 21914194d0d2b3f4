package org.rolegate.net;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.config.SessionKind;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.session.Ending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Clients that wait: for a server, or until theirs may be spoken to; over real sockets, on both transports. */
class SessionHoldTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private static Bench bench(Transport transport, Duration hold, int most) {
        return new Bench(transport, SessionKind.TRACKED, TargetRole.MASTER, hold, most);
    }

    private static ScriptedServer echo() throws IOException {
        return new ScriptedServer(command -> "+" + command + "\r\n");
    }

    private static void awaitHeld(Bench bench, int count) {
        await().atMost(SOON).until(() -> bench.sessions.held() == count);
    }

    /** More than may connect at once: the later ones follow the earlier ones through, without another tick. */
    @ParameterizedTest
    @EnumSource(Transport.class)
    void letsThoseThatWaitGoOnInTheirOrder(Transport transport) throws IOException {
        int many = Holding.AT_ONCE + 10;
        List<TestClient> clients = new ArrayList<>();
        try (Bench bench = bench(transport, Duration.ofSeconds(15), many);
                ScriptedServer server = echo()) {
            // Given
            bench.noServer();
            for (int i = 0; i < many; i++) {
                clients.add(new TestClient(bench).send("SET " + i));
                awaitHeld(bench, i + 1);
            }

            // When
            bench.routeTo("redis-1", server);
            bench.sessions.release();

            // Then
            for (int i = 0; i < many; i++) {
                assertThat(clients.get(i).reply()).isEqualTo("+SET " + i);
                clients.get(i).close();
            }
            bench.awaitNobody();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void oneAloneKnocksAtADoorThatWasFoundShut(Transport transport) throws IOException {
        List<TestClient> clients = new ArrayList<>();
        try (Bench bench = bench(transport, Duration.ofSeconds(15), 100)) {
            // Given
            bench.noServer();
            for (int i = 0; i < 20; i++) {
                clients.add(new TestClient(bench));
            }
            awaitHeld(bench, 20);
            ServerSocket dead = bench.server();
            dead.close();
            bench.waitInsteadOfRefusing = true;

            // When
            bench.sessions.release();
            awaitHeld(bench, 20);
            await().atMost(SOON).until(() -> bench.sessions.holding().connecting() == 0);
            long first = bench.traffic.row().connectionErrors();
            bench.sessions.release();
            bench.sessions.release();
            await().atMost(SOON).until(() -> bench.traffic.row().connectionErrors() > first);
            await().atMost(SOON).until(() -> bench.sessions.holding().connecting() == 0);

            // Then
            assertThat(first).isEqualTo(20);
            assertThat(bench.traffic.row().connectionErrors() - first).isBetween(1L, 2L);
            assertThat(bench.sessions.held()).isEqualTo(20);

            // When
            try (ScriptedServer server = echo()) {
                bench.routeTo("redis-1", server);
                bench.sessions.release();

                // Then
                for (TestClient client : clients) {
                    assertThat(client.ask("GET a")).isEqualTo("+GET a");
                    client.close();
                }
                bench.awaitNobody();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void refusesTheOneTooMany(Transport transport) throws IOException {
        try (Bench bench = bench(transport, Duration.ofSeconds(15), 1)) {
            // Given
            bench.noServer();
            try (TestClient first = new TestClient(bench)) {
                awaitHeld(bench, 1);

                // When
                try (TestClient second = new TestClient(bench)) {

                    // Then
                    assertThat(second.reply()).isEqualTo("-ERR rolegate: 1 clients wait already; nobody is master");
                }
                assertThat(bench.sessions.held()).isOne();
                first.close();
            }
            bench.awaitNobody();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void tellsTheClientWhenItsTimeIsOver(Transport transport) throws IOException {
        try (Bench bench = bench(transport, Duration.ofMillis(200), 100)) {
            bench.noServer();
            try (TestClient client = new TestClient(bench)) {
                // When
                client.send("SET a");

                // Then
                assertThat(client.reply()).isEqualTo("-ERR rolegate: nobody is master; held for 200 ms");
                assertThat(client.reply()).isNull();
            }
            bench.awaitEnding(Ending.HOLD_TIMEOUT);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void refusesAtOnceWhereNobodyIsHeld(Transport transport) throws IOException {
        try (Bench bench = bench(transport, Duration.ZERO, 100)) {
            bench.noServer();
            try (TestClient client = new TestClient(bench)) {
                assertThat(client.reply()).isEqualTo("-ERR rolegate: nobody is master");
            }
            bench.awaitEnding(Ending.NO_SERVER);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void neverDoesWhatAClientWantedThatGaveUp(Transport transport) throws IOException {
        try (Bench bench = bench(transport, Duration.ofSeconds(15), 100);
                ScriptedServer server = echo()) {
            // Given
            bench.noServer();
            TestClient closes = new TestClient(bench).send("INCR closes");
            TestClient resets = new TestClient(bench).send("INCR resets");
            TestClient waits = new TestClient(bench).send("INCR waits");
            awaitHeld(bench, 3);

            // When
            closes.close();
            resets.reset();
            awaitHeld(bench, 1);
            bench.routeTo("redis-1", server);
            bench.sessions.release();

            // Then
            assertThat(waits.reply()).isEqualTo("+INCR waits");
            assertThat(server.heard).containsExactly("INCR waits");
            assertThat(bench.traffic.row().ended(Ending.CLIENT_GONE_HELD)).isEqualTo(2);
            waits.close();
            bench.awaitNobody();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void keepsARequestBackAndDeliversItBeforeLaterOnes(Transport transport) throws IOException {
        try (Bench bench = bench(transport, Duration.ofSeconds(15), 100);
                ScriptedServer server = echo();
                TestClient client = connected(bench, server)) {
            // Given
            bench.mayForward = false;
            client.send("SET a");
            await().atMost(SOON).until(() -> bench.sessions.holding().parked() == 1);
            client.send("SET b", "SET c");
            bench.tick();
            bench.settle();
            assertThat(server.heard).containsExactly("PING");

            // When
            bench.mayForward = true;
            bench.tick();
            client.send("SET d");

            // Then
            for (String each : new String[] {"a", "b", "c", "d"}) {
                assertThat(client.reply()).isEqualTo("+SET " + each);
            }
            client.close();
            bench.awaitNobody();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void neverDeliversWhatAClientWantedThatGaveUpMeanwhile(Transport transport) throws IOException {
        for (boolean reset : new boolean[] {false, true}) {
            try (Bench bench = bench(transport, Duration.ofSeconds(15), 100);
                    ScriptedServer server = echo();
                    TestClient client = connected(bench, server)) {
                // Given
                bench.mayForward = false;
                client.send("INCR a");
                await().atMost(SOON).until(() -> bench.sessions.holding().parked() == 1);

                // When
                if (reset) {
                    client.reset();
                } else {
                    client.close();
                }
                bench.awaitNobody();
                bench.mayForward = true;
                bench.tick();
                bench.settle();

                // Then
                assertThat(server.heard).containsExactly("PING");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void keepsNothingBackForEver(Transport transport) throws IOException {
        for (Duration hold : new Duration[] {Duration.ZERO, Duration.ofMillis(200)}) {
            try (Bench bench = bench(transport, hold, 100);
                    ScriptedServer server = echo();
                    TestClient client = connected(bench, server)) {
                // When
                bench.mayForward = false;
                client.send("INCR a");

                // Then
                assertThat(client.reply()).isNull();
                bench.awaitEnding(Ending.HOLD_TIMEOUT);
                assertThat(server.heard).containsExactly("PING");
            }
        }
    }

    /** Megabytes are not read into memory while nothing may be passed on, and all of them arrive afterwards. */
    @ParameterizedTest
    @EnumSource(Transport.class)
    void holdsOnlyABoundedPartOfWhatAClientSays(Transport transport) throws Exception {
        int size = 20_000_000;
        try (Bench bench = bench(transport, Duration.ofSeconds(15), 100);
                ServerSocket server = bench.server();
                Socket client = bench.client();
                Socket accepted = server.accept()) {
            // Given
            client.getOutputStream().write(' ');
            assertThat(accepted.getInputStream().read()).isEqualTo(' ');
            bench.mayForward = false;
            Thread writer = new Thread(() -> {
                try {
                    client.getOutputStream().write(new byte[size]);
                } catch (IOException broken) {
                    return;
                }
            });
            writer.start();
            await().atMost(SOON).until(() -> bench.sessions.holding().parked() == 1);

            // When
            bench.mayForward = true;
            bench.tick();

            // Then
            assertThat(accepted.getInputStream().readNBytes(size)).hasSize(size);
            writer.join();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void keepsAReplyBackAndDropsItIfItsServerIsLost(Transport transport) throws IOException {
        try (Bench bench = bench(transport, Duration.ofSeconds(15), 100);
                ScriptedServer old = new ScriptedServer(command -> command.equals("GET a") ? "" : "+old\r\n");
                ScriptedServer next = new ScriptedServer(command -> "+new\r\n");
                TestClient client = connected(bench, old)) {
            // Given
            client.send("GET a");
            await().atMost(SOON).until(() -> old.heard.contains("GET a"));
            bench.mayAnswer = false;
            old.say("+stale\r\n");
            await().atMost(SOON).until(() -> bench.sessions.holding().parked() == 1);

            // When
            bench.routeTo("redis-2", next);
            bench.demote("redis-1");
            bench.mayAnswer = true;
            await().atMost(SOON).until(() -> next.heard.contains("GET a"));
            bench.tick();

            // Then
            assertThat(client.reply()).isEqualTo("+new");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void deliversAReplyThatWasKeptBack(Transport transport) throws IOException {
        try (Bench bench = bench(transport, Duration.ofSeconds(15), 100);
                ScriptedServer server = echo();
                TestClient client = connected(bench, server)) {
            // Given
            bench.mayAnswer = false;
            client.send("GET a");
            await().atMost(SOON).until(() -> bench.sessions.holding().parked() == 1);

            // When
            bench.mayAnswer = true;
            bench.tick();

            // Then
            assertThat(client.reply()).isEqualTo("+GET a");
            assertThat(client.ask("GET b")).isEqualTo("+GET b");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void anIdleSessionThatLostItsServerWaitsForAsLongAsItHasNoWish(Transport transport) throws IOException {
        try (Bench bench = bench(transport, Duration.ofMillis(200), 100);
                ScriptedServer server = echo();
                TestClient idle = connected(bench, server);
                TestClient asks = connected(bench, server)) {
            // Given
            bench.noServer();
            bench.demote("redis-1");
            awaitHeld(bench, 2);

            // When
            asks.send("GET a");

            // Then
            assertThat(asks.reply()).isEqualTo("-ERR rolegate: nobody is master; held for 200 ms");

            // When
            bench.routeTo("redis-1", server);
            bench.sessions.release();

            // Then
            assertThat(idle.ask("GET b")).isEqualTo("+GET b");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aStormOfMovesIsPacedAndLeavesNobodyBehind(Transport transport) throws IOException {
        int many = 2 * Holding.AT_ONCE;
        try (Bench bench = bench(transport, Duration.ofSeconds(15), many);
                ScriptedServer old = echo();
                ScriptedServer next = echo()) {
            // Given
            List<TestClient> clients = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                clients.add(connected(bench, old));
            }

            // When
            bench.routeTo("redis-2", next);
            bench.demote("redis-1");

            // Then
            for (TestClient client : clients) {
                assertThat(client.ask("GET a")).isEqualTo("+GET a");
                client.close();
            }
            assertThat(next.heard)
                    .isEqualTo(IntStream.range(0, many).mapToObj(i -> "GET a").toList());
            bench.awaitNobody();
        }
    }

    private static TestClient connected(Bench bench, ScriptedServer server) throws IOException {
        bench.routeTo("redis-1", server);
        TestClient client = new TestClient(bench);
        client.ask("PING");
        return client;
    }
}
