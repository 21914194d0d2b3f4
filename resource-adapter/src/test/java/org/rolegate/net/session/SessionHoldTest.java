package org.rolegate.net.session;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.session.Ending;
import org.rolegate.net.fixture.ScriptedServer;
import org.rolegate.net.fixture.SessionBench;
import org.rolegate.net.fixture.TestClient;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Clients that wait for a server; over real sockets, on both transports. */
class SessionHoldTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    /** More than may connect at once: the later ones follow the earlier ones through, without another tick. */
    @ParameterizedTest
    @EnumSource(Transport.class)
    void letsThoseThatWaitGoOnInTheirOrder(Transport transport) throws IOException {
        int many = HeldSessions.MAX_CONNECTING + 10;
        List<TestClient> clients = new ArrayList<>();
        try (SessionBench bench = new SessionBench(transport, Duration.ofSeconds(15), many);
                ScriptedServer server = ScriptedServer.echo()) {
            // Given
            bench.noServer();
            for (int i = 0; i < many; i++) {
                clients.add(new TestClient(bench).send("SET " + i));
                bench.awaitHeld(i + 1);
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
        try (SessionBench bench = new SessionBench(transport)) {
            // Given
            bench.noServer();
            for (int i = 0; i < 20; i++) {
                clients.add(new TestClient(bench));
            }
            bench.awaitHeld(20);
            ServerSocket dead = bench.server();
            dead.close();
            bench.waitInsteadOfRefusing = true;

            // When
            bench.releaseTogether();
            bench.awaitHeld(20);
            await().atMost(SOON).until(() -> bench.sessions.heldSessions().connecting() == 0);
            long first = bench.traffic.row().connectionErrors();
            bench.sessions.release();
            bench.sessions.release();
            await().atMost(SOON).until(() -> bench.traffic.row().connectionErrors() > first);
            await().atMost(SOON).until(() -> bench.sessions.heldSessions().connecting() == 0);

            // Then
            assertThat(first).isEqualTo(20);
            assertThat(bench.traffic.row().connectionErrors() - first).isBetween(1L, 2L);
            assertThat(bench.sessions.held()).isEqualTo(20);

            // When
            try (ScriptedServer server = ScriptedServer.echo()) {
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
        try (SessionBench bench = new SessionBench(transport, Duration.ofSeconds(15), 1)) {
            // Given
            bench.noServer();
            try (TestClient first = new TestClient(bench)) {
                bench.awaitHeld(1);

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
        try (SessionBench bench = new SessionBench(transport, Duration.ofMillis(200), 100)) {
            bench.noServer();
            try (TestClient client = new TestClient(bench)) {
                // When
                client.send("SET a");

                // Then
                assertThat(client.reply())
                        .isEqualTo(
                                "-LOADING rolegate: nobody is master; held for 200 ms; this command was not executed");
                assertThat(client.reply()).isNull();
            }
            bench.awaitEnding(Ending.HOLD_TIMEOUT);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void refusesAtOnceWhereNobodyIsHeld(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport, Duration.ZERO, 100)) {
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
        try (SessionBench bench = new SessionBench(transport);
                ScriptedServer server = ScriptedServer.echo()) {
            // Given
            bench.noServer();
            TestClient closes = new TestClient(bench).send("INCR closes");
            TestClient resets = new TestClient(bench).send("INCR resets");
            TestClient waits = new TestClient(bench).send("INCR waits");
            bench.awaitHeld(3);

            // When
            closes.close();
            resets.reset();
            bench.awaitHeld(1);
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
    void anIdleSessionThatLostItsServerWaitsForAsLongAsItHasNoWish(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport, Duration.ofMillis(200), 100);
                ScriptedServer server = ScriptedServer.echo();
                TestClient idle = TestClient.connected(bench, server);
                TestClient asks = TestClient.connected(bench, server)) {
            // Given
            bench.noServer();
            bench.demote("redis-1");
            bench.awaitHeld(2);

            // When
            asks.send("GET a");

            // Then
            assertThat(asks.reply())
                    .isEqualTo("-LOADING rolegate: nobody is master; held for 200 ms; this command was not executed");

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
        int many = 2 * HeldSessions.MAX_CONNECTING;
        try (SessionBench bench = new SessionBench(transport, Duration.ofSeconds(15), many);
                ScriptedServer old = ScriptedServer.echo();
                ScriptedServer next = ScriptedServer.echo()) {
            // Given
            List<TestClient> clients = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                clients.add(TestClient.connected(bench, old));
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
}
