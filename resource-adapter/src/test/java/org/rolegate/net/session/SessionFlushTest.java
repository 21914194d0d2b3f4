package org.rolegate.net.session;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.net.fixture.ScriptedServer;
import org.rolegate.net.fixture.SessionBench;
import org.rolegate.net.fixture.TestClient;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Sessions whose server resets just before something is sent to it, so that the sending finds out; on both transports. */
class SessionFlushTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    /** The server's side of a session that is at work. */
    private static Socket atWork(ServerSocket server, TestClient client) throws IOException {
        client.send("PING");
        Socket at = server.accept();
        assertThat(at.getInputStream().readNBytes(14)).hasSize(14);
        at.getOutputStream().write("+PONG\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(client.reply()).isEqualTo("+PONG");
        return at;
    }

    private static void reset(Socket at) throws IOException {
        at.setSoLinger(true, 0);
        at.close();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void goesOnWhenARequestFindsItsServerGone(Transport transport) throws Exception {
        try (SessionBench bench = new SessionBench(transport);
                ServerSocket first = bench.server();
                ScriptedServer second = ScriptedServer.echo();
                TestClient client = new TestClient(bench);
                Socket at = atWork(first, client)) {
            // When
            try (AutoCloseable inOneTurn = bench.standstill()) {
                assertThat(inOneTurn).isNotNull();
                bench.routeTo("redis-2", second);
                client.send("GET a");
                reset(at);
            }

            // Then
            assertThat(client.reply()).isEqualTo("+GET a");
            assertThat(client.ask("SET b")).isEqualTo("+SET b");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void isHeldAndGoesOnWhenWhatWasParkedFindsItsServerGone(Transport transport) throws Exception {
        try (SessionBench bench = new SessionBench(transport, SOON, 100);
                ServerSocket first = bench.server();
                ScriptedServer second = ScriptedServer.echo();
                TestClient client = new TestClient(bench);
                Socket at = atWork(first, client)) {
            // Given
            bench.mayForward = false;
            client.send("GET a");
            bench.awaitParked();

            // When
            try (AutoCloseable inOneTurn = bench.standstill()) {
                assertThat(inOneTurn).isNotNull();
                bench.mayForward = true;
                bench.noServer();
                bench.tick();
                reset(at);
            }
            bench.awaitHeld(1);
            bench.routeTo("redis-2", second);

            // Then
            await().atMost(SOON).until(() -> {
                bench.tick();
                return second.heard.contains("GET a");
            });
            assertThat(client.reply()).isEqualTo("+GET a");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void hearsWhatItsServerSaidLastThoughARequestFindsItGone(Transport transport) throws Exception {
        try (SessionBench bench = new SessionBench(transport);
                ServerSocket only = bench.server();
                TestClient client = new TestClient(bench);
                Socket at = atWork(only, client)) {
            // When
            try (AutoCloseable inOneTurn = bench.standstill()) {
                assertThat(inOneTurn).isNotNull();
                client.send("GET a");
                at.getOutputStream().write("-ERR Protocol error\r\n".getBytes(StandardCharsets.US_ASCII));
                reset(at);
            }

            // Then
            assertThat(client.reply()).isEqualTo("-ERR Protocol error");
        }
    }
}
