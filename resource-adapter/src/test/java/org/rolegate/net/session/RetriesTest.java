package org.rolegate.net.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.config.ConnectionSettings;
import org.rolegate.core.model.Server;
import org.rolegate.core.routing.Decision;
import org.rolegate.core.session.Ending;
import org.rolegate.net.fixture.ScriptedServer;
import org.rolegate.net.fixture.SessionBench;
import org.rolegate.net.fixture.TestClient;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of a client whose server refuses the connection, and who is to stay with that server. */
class RetriesTest {

    private static final ConnectionSettings TWICE_THE_SAME =
            new ConnectionSettings(2, false, SessionBench.PLAIN, SessionBench.PLAIN);

    @ParameterizedTest
    @EnumSource(Transport.class)
    void withoutRedispatchTheSameServerIsTriedAgainAndMayBeBack(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport, TWICE_THE_SAME)) {
            // Given
            ServerSocket gone = bench.server();
            gone.close();
            try (Socket client = bench.client()) {
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> bench.traffic.row().connectionErrors() == 1);

                // When
                try (ServerSocket back = new ServerSocket(gone.getLocalPort(), 1, InetAddress.getByName("127.0.0.1"));
                        Socket accepted = back.accept()) {
                    client.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));

                    // Then
                    assertThat(accepted.getInputStream().readNBytes(6))
                            .asString()
                            .isEqualTo("PING\r\n");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void afterTheLastRetryTheClientIsToldWhy(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport, TWICE_THE_SAME)) {
            // Given
            ServerSocket gone = bench.server();
            gone.close();

            // When
            try (Socket client = bench.client()) {
                String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

                // Then
                assertThat(answer).isEqualTo("-ERR rolegate: cannot connect to redis-1: connection refused\r\n");
            }
            bench.awaitEnding(Ending.CONNECT_FAILED);
            assertThat(bench.traffic.row().connectionErrors()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void withRedispatchTheNextServerIsTaken(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport, SessionBench.LIVELY);
                ScriptedServer other = new ScriptedServer(command -> "+PONG\r\n")) {
            // Given
            ServerSocket gone = bench.server();
            gone.close();
            bench.next = new Decision.Route(new Server("redis-2", other.endpoint()));

            // When
            try (TestClient client = new TestClient(bench)) {
                // Then
                assertThat(client.ask("PING")).isEqualTo("+PONG");
            }
            bench.awaitNobody();
            assertThat(bench.traffic.row().connectionErrors()).isOne();
            assertThat(bench.servers.get("redis-1").row().connectionErrors()).isOne();
        }
    }
}
