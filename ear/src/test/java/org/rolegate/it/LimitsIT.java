package org.rolegate.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.Names;
import org.rolegate.fixture.RedisSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Limits as an operator sets them, before real Redis: a server's maxconn with its queue, and who is not let in. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LimitsIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int MAXCONN = 3;
    private static final String DENIED = "127.0.0.9";

    private static RedisSet redis;
    private static AppServer server;

    private final List<Client> clients = new ArrayList<>();

    @BeforeAll
    static void start() {
        redis = RedisSet.builder().replicas(1).sentinels(0).start();
        server = AppServer.builder()
                .redis(redis)
                .freeFrontends()
                .with("ROLEGATE_GROUPS_MAIN_MAXCONN", "" + MAXCONN)
                .with("ROLEGATE_MAXCONN", "1000000")
                .with("ROLEGATE_FRONTENDS_MASTER_TIMEOUT_QUEUE", "500ms")
                .with("ROLEGATE_FRONTENDS_MASTER_DENY", DENIED)
                .with("ROLEGATE_FRONTENDS_REPLICAS_TIMEOUT_QUEUE", "5m")
                .start()
                .awaitDeployed();
    }

    @AfterAll
    static void stop() {
        server.close();
        redis.close();
    }

    @AfterEach
    void leave() throws IOException {
        for (Client client : clients) {
            client.close();
        }
        for (String role : List.of("master", "replicas")) {
            await().atMost(SOON).until(() -> sessions(role) == 0);
        }
    }

    @Test
    void whoFindsTheServerFullWaitsAndGetsInInTurnWhenOneLeaves() throws IOException {
        // Given
        for (int i = 0; i < MAXCONN; i++) {
            assertThat(connect(server.replicaPort()).ask()).isEqualTo("+PONG");
        }

        // When
        Client next = connect(server.replicaPort());
        next.send();
        await().atMost(SOON).until(() -> sessions("replicas") == MAXCONN + 1 && held() == 1);
        Client last = connect(server.replicaPort());
        last.send();
        await().atMost(SOON).until(() -> sessions("replicas") == MAXCONN + 2 && held() == 2);

        // Then
        assertThat(sessionsOn("redis-2")).isEqualTo(MAXCONN);

        // When
        clients.get(1).close();

        // Then
        assertThat(next.reply()).isEqualTo("+PONG");
        // Whose turn is next leaves its place to look, and finds that there is none.
        await().atMost(SOON).until(() -> held() == 1);
        assertThat(sessionsOn("redis-2")).isEqualTo(MAXCONN);

        // When
        next.close();

        // Then
        assertThat(last.reply()).isEqualTo("+PONG");
        assertThat(held()).isZero();
    }

    /** As many as there are event loops may find the same place; a session counts until its connection is closed. */
    @Test
    void aCrowdIsServedToTheLastAndTheServerHasNeverMuchMoreThanItMay() throws IOException {
        // Given
        int crowd = 40;
        int loops = Math.min(16, Runtime.getRuntime().availableProcessors());

        // When
        for (int i = 0; i < crowd; i++) {
            connect(server.replicaPort()).send();
        }
        await().atMost(SOON).until(() -> sessions("replicas") == crowd && sessionsOn("redis-2") + held() == crowd);

        // Then
        assertThat(sessionsOn("redis-2")).isBetween(MAXCONN, MAXCONN + loops - 1);
        List<Client> waiting = new ArrayList<>(clients);
        while (!waiting.isEmpty()) {
            await().atMost(SOON).pollDelay(Duration.ZERO).until(() -> waiting.stream()
                    .anyMatch(Client::hasReply));
            for (Client served : waiting.stream().filter(Client::hasReply).toList()) {
                assertThat(served.reply()).isEqualTo("+PONG");
                served.close();
                waiting.remove(served);
            }
        }
        assertThat(server.mbeans().<Integer>attribute(Names.server("main", "redis-2"), "MaxSessions"))
                .isLessThanOrEqualTo(MAXCONN + 2 * loops);
    }

    @Test
    void whoWaitsTooLongForAFullServerIsToldWhy() throws IOException {
        // Given
        for (int i = 0; i < MAXCONN; i++) {
            assertThat(connect(server.masterPort()).ask()).isEqualTo("+PONG");
        }

        // When
        Client tooMany = connect(server.masterPort());

        // Then
        assertThat(tooMany.ask())
                .isEqualTo("-LOADING rolegate: redis-1 has reached maxconn = " + MAXCONN + "; held for 500 ms;"
                        + " this command was not executed");
        assertThat(tooMany.reply()).isNull();

        // When
        clients.get(0).close();
        await().atMost(SOON).until(() -> sessionsOn("redis-1") == MAXCONN - 1);

        // Then
        assertThat(connect(server.masterPort()).ask()).isEqualTo("+PONG");
    }

    @Test
    void whoIsDeniedIsHungUpOnAndCounted() throws IOException {
        // Given
        long before = server.mbeans().attribute(Names.frontend("master"), "DeniedTotal");

        // When
        Client denied = connect(server.masterPort(), DENIED);

        // Then
        assertThat(denied.reply()).isNull();
        assertThat(server.mbeans().<Long>attribute(Names.frontend("master"), "DeniedTotal"))
                .isEqualTo(before + 1);
        assertThat(server.log()).contains("RLG03007").contains(DENIED);
        assertThat(connect(server.replicaPort(), DENIED).ask()).isEqualTo("+PONG");
    }

    @Test
    void moreConnectionsThanTheProcessHasFilesForAreSaidAtTheStart() {
        assertThat(server.log()).contains("RLG03009").contains("maxconn allows 1000000");
    }

    private static int sessions(String role) {
        return server.mbeans().<Integer>attribute(Names.backend("main", role), "CurrentSessions");
    }

    private static int sessionsOn(String id) {
        return server.mbeans().<Integer>attribute(Names.server("main", id), "CurrentSessions");
    }

    private static int held() {
        return server.mbeans().<Integer>attribute(Names.group("main"), "HeldSessions");
    }

    private Client connect(int port) throws IOException {
        return connect(port, "127.0.0.1");
    }

    private Client connect(int port, String from) throws IOException {
        Client client = new Client(port, from);
        clients.add(client);
        return client;
    }

    private static final class Client implements AutoCloseable {

        private final Socket socket = new Socket();
        private final BufferedReader in;

        Client(int port, String from) throws IOException {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress("127.0.0.1", port), (int) SOON.toMillis());
            socket.setSoTimeout((int) SOON.toMillis());
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        void send() throws IOException {
            socket.getOutputStream().write("*1\r\n$4\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII));
        }

        boolean hasReply() {
            try {
                return socket.getInputStream().available() > 0;
            } catch (IOException closed) {
                throw new UncheckedIOException(closed);
            }
        }

        /** Null at the end. */
        String reply() throws IOException {
            return in.readLine();
        }

        String ask() throws IOException {
            send();
            return reply();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
