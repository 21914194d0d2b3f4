package org.rolegate.net.frontend;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.config.SessionKind;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.session.Ending;
import org.rolegate.net.fixture.ScriptedServer;
import org.rolegate.net.fixture.SessionBench;
import org.rolegate.net.fixture.TestClient;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;

/** Browsers and TLS clients at a Redis port; over real sockets, on both transports. */
class ForeignClientTest {

    private static final byte[] HTTP =
            "POST / HTTP/1.1\r\nHost: redis\r\n\r\nFLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TLS = {22, 3, 1, 0, 5, 1, 0, 0, 1, 3};

    @ParameterizedTest
    @EnumSource(Transport.class)
    void theyAreCutOffAndCountedAndNobodyElseNotices(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport);
                ScriptedServer server = new ScriptedServer(command -> "+PONG\r\n")) {
            // Given
            bench.routeTo("redis-1", server);
            try (TestClient redis = new TestClient(bench);
                    Socket browser = bench.client();
                    Socket tls = bench.client()) {
                assertThat(redis.ask("PING")).isEqualTo("+PONG");

                // When
                browser.getOutputStream().write(HTTP);
                tls.getOutputStream().write(TLS);

                // Then
                assertThat(browser.getInputStream().read()).isEqualTo(-1);
                assertThat(tls.getInputStream().read()).isEqualTo(-1);
                awaitForeign(bench, 2);
                assertThat(bench.traffic.row().sessions()).isOne();
                assertThat(redis.ask("ECHO still")).isEqualTo("+PONG");
                assertThat(server.heard).containsExactly("PING", "ECHO still");
            }
            bench.awaitNobody();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void theyAreCutOffWhileThereIsNoServerToo(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport)) {
            // Given
            bench.noServer();
            try (Socket browser = bench.client()) {
                // When
                browser.getOutputStream().write(HTTP);

                // Then
                assertThat(browser.getInputStream().read()).isEqualTo(-1);
            }
            awaitForeign(bench, 1);
            bench.awaitNobody();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void whatAClientSaysLaterIsItsOwnBusiness(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport);
                ServerSocket server = bench.server();
                Socket client = bench.client();
                Socket accepted = server.accept()) {
            // Given
            client.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(accepted.getInputStream().readNBytes(6)).hasSize(6);

            // When
            client.getOutputStream().write(HTTP);

            // Then
            assertThat(accepted.getInputStream().readNBytes(HTTP.length)).isEqualTo(HTTP);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aRelayCarriesThemThrough(Transport transport) throws IOException {
        for (byte[] reported : new byte[][] {HTTP, TLS}) {
            try (SessionBench bench = new SessionBench(
                            transport, SessionKind.RELAY, TargetRole.MASTER, Duration.ofSeconds(15), 100);
                    ServerSocket server = bench.server();
                    Socket client = bench.client();
                    Socket accepted = server.accept()) {
                // When
                client.getOutputStream().write(reported);

                // Then
                assertThat(accepted.getInputStream().readNBytes(reported.length))
                        .isEqualTo(reported);
            }
        }
    }

    private static void awaitForeign(SessionBench bench, long times) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> bench.traffic.row().ended(Ending.FOREIGN_PROTOCOL) == times);
    }
}
