package org.rolegate.net.session;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.config.SessionKind;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.session.Ending;
import org.rolegate.net.fixture.ServerPair;
import org.rolegate.net.fixture.SessionBench;
import org.rolegate.net.fixture.TestClient;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Sessions that end with their server, since no other one can go on for it; over real sockets, on both transports. */
class SessionMoveEndsTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @ParameterizedTest
    @EnumSource(Transport.class)
    void endsWhenAReplyIsHalfSaid(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport)) {
            // Given
            pair.askInVain("GET silence");
            pair.first.say("$1000000\r\nabc\r\n");
            assertThat(pair.client.reply()).isEqualTo("$1000000");
            assertThat(pair.client.reply()).isEqualTo("abc");

            // When
            pair.lose();

            // Then
            assertThat(pair.client.reply()).isNull();
            assertThat(pair.second.heard).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void endsWhenAHugeWriteIsHalfSaid(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport)) {
            // Given
            byte[] half = ("*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1000000\r\n" + "x".repeat(500_000))
                    .getBytes(StandardCharsets.US_ASCII);
            pair.client.ask("PING");
            pair.client.socket.getOutputStream().write(half);
            await().atMost(SOON).until(() -> pair.bench.traffic.row().bytesIn() == half.length + 14);

            // When
            pair.lose();

            // Then
            assertThat(pair.client.reply()).isNull();
            pair.client.close();
            pair.bench.awaitNobody();
            assertThat(pair.second.heard).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void endsIfItsStateCannotBeTold(Transport transport) throws IOException {
        for (String pinning : new String[] {"SUBSCRIBE a", "CLIENT REPLY ON", "MONITOR"}) {
            try (ServerPair pair = new ServerPair(transport)) {
                // Given
                pair.client.ask(pinning);

                // When
                pair.demote();

                // Then
                assertThat(pair.client.reply()).as(pinning).isNull();
                pair.bench.awaitEnding(Ending.DEMOTED);
                assertThat(pair.second.connections()).as(pinning).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void staysWithItsServerWhenItSpeaksNoRespOrIsOnlyRelayed(Transport transport) throws IOException {
        for (SessionKind kind : SessionKind.values()) {
            SessionBench bench = new SessionBench(transport, kind, TargetRole.MASTER, Duration.ofSeconds(15), 100);
            try (bench;
                    ServerSocket server = bench.server();
                    TestClient client = new TestClient(bench);
                    Socket accepted = server.accept()) {
                // Given
                client.socket
                        .getOutputStream()
                        .write((kind == SessionKind.TRACKED ? "PING\r\n" : "*1\r\n$4\r\nPING\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                accepted.getOutputStream().write("+PONG\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(client.reply()).isEqualTo("+PONG");

                // When
                bench.demote("redis-1");

                // Then
                assertThat(client.reply()).isNull();
                bench.awaitEnding(Ending.DEMOTED);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void endsAfterThreeMovesWithoutAnAnswer(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport);
                ServerSocket server = bench.server();
                TestClient client = new TestClient(bench)) {
            // Given
            client.send("GET a");

            // When
            for (int i = 0; i < 4; i++) {
                try (Socket accepted = server.accept()) {
                    assertThat(accepted.getInputStream().readNBytes(20)).hasSize(20);
                }
            }

            // Then
            assertThat(client.reply()).isNull();
            client.close();
            bench.awaitNobody();
        }
    }
}
