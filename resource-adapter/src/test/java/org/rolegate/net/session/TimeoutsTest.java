package org.rolegate.net.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.config.TimeoutSettings;
import org.rolegate.core.session.Ending;
import org.rolegate.net.fixture.ScriptedServer;
import org.rolegate.net.fixture.SessionBench;
import org.rolegate.net.fixture.TestClient;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;

/** How long a session may stand still, by which label it ends, and that nothing of the kind happens unless asked for. */
class TimeoutsTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofHours(1);

    @ParameterizedTest
    @EnumSource(Transport.class)
    void whoSaysNothingAtAllIsNotWaitedForAndWhoSaidOneWordIs(Transport transport) throws IOException {
        try (SessionBench bench =
                        new SessionBench(transport, with(set -> set.firstByte = SHORT), SessionBench.BOUNDLESS);
                ScriptedServer server = pongs(bench);
                TestClient spoke = new TestClient(bench)) {
            assertThat(spoke.ask("PING")).isEqualTo("+PONG");

            // When
            try (TestClient silent = new TestClient(bench)) {
                assertThat(silent.reply()).isNull();
            }

            // Then
            awaitOne(bench, Ending.FIRST_BYTE_TIMEOUT);
            assertThat(spoke.ask("PING")).isEqualTo("+PONG");
            assertThat(server.heard).containsExactly("PING", "PING");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void whoSpokeWhileItsServerWasStillBeingConnectedSpokeInTime(Transport transport) throws IOException {
        TimeoutSettings timeouts = with(set -> {
            set.firstByte = SHORT;
            set.connect = Duration.ofSeconds(20);
        });
        List<Socket> crowd = new ArrayList<>();
        try (SessionBench bench = new SessionBench(transport, timeouts, SessionBench.BOUNDLESS);
                ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            // Given
            bench.routeTo(server.getLocalPort());
            fill(server, crowd);
            try (TestClient client = new TestClient(bench)) {
                client.send("PING");
                assertOneIsEndedForItsSilence(transport);

                // When
                for (Socket one : crowd) {
                    server.accept().close();
                    one.close();
                }

                // Then
                try (Socket accepted = server.accept()) {
                    accepted.setSoTimeout(10_000);
                    assertThat(accepted.getInputStream().read()).isEqualTo('*');
                }
                assertThat(bench.traffic.row().ended(Ending.FIRST_BYTE_TIMEOUT)).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aSessionInWhichNothingPassesEndsByTheTimeOfTheSideThatHasLess(Transport transport) throws IOException {
        assertEnds(transport, with(set -> set.client = SHORT), Ending.CLIENT_TIMEOUT);
        assertEnds(transport, with(set -> set.server = SHORT), Ending.SERVER_TIMEOUT);
        assertEnds(
                transport,
                with(set -> {
                    set.client = SHORT;
                    set.server = LONG;
                }),
                Ending.CLIENT_TIMEOUT);
        assertEnds(
                transport,
                with(set -> {
                    set.client = LONG;
                    set.server = SHORT;
                }),
                Ending.SERVER_TIMEOUT);
        assertEnds(transport, with(set -> set.tunnel = SHORT), Ending.CLIENT_TIMEOUT);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void theTimeOfTheTunnelStandsInPlaceOfTheOthersOnceThereIsAServer(Transport transport) throws IOException {
        TimeoutSettings timeouts = with(set -> {
            set.client = SHORT;
            set.server = SHORT;
            set.tunnel = LONG;
        });
        try (SessionBench bench = new SessionBench(transport, timeouts, SessionBench.BOUNDLESS);
                ScriptedServer server = pongs(bench);
                TestClient subscriber = new TestClient(bench)) {
            assertThat(subscriber.ask("SUBSCRIBE news")).isEqualTo("+PONG");

            // When
            assertEnds(transport, with(set -> set.client = SHORT), Ending.CLIENT_TIMEOUT);

            // Then
            server.say("+news\r\n");
            assertThat(subscriber.reply()).isEqualTo("+news");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void whoIsHeldIsNotSilent(Transport transport) throws IOException {
        try (SessionBench bench =
                new SessionBench(transport, with(set -> set.client = SHORT), SessionBench.BOUNDLESS)) {
            // Given
            bench.noServer();
            try (TestClient held = new TestClient(bench)) {
                Awaitility.await().until(() -> bench.sessions.held() == 1);

                // When
                assertEnds(transport, with(set -> set.client = SHORT), Ending.CLIENT_TIMEOUT);

                // Then
                assertThat(bench.sessions.held()).isOne();
                assertThat(bench.traffic.row().endings()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void whoHasSaidItsLastWaitsForItsServerNoLongerThanItMay(Transport transport) throws IOException {
        assertEndsHalfClosed(transport, with(set -> set.serverFin = SHORT), Ending.FIN_TIMEOUT);
        assertEndsHalfClosed(transport, with(set -> set.server = SHORT), Ending.SERVER_TIMEOUT);
        assertEndsHalfClosed(
                transport,
                with(set -> {
                    set.serverFin = SHORT;
                    set.client = LONG;
                    set.server = LONG;
                    set.tunnel = LONG;
                }),
                Ending.FIN_TIMEOUT);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void whoseServerHasSaidItsLastAndDoesNotReadOnIsCutOff(Transport transport) throws IOException {
        try (SessionBench bench =
                        new SessionBench(transport, with(set -> set.clientFin = SHORT), SessionBench.BOUNDLESS);
                ServerSocket server = bench.server();
                TestClient client = new TestClient(bench);
                Socket accepted = server.accept()) {
            client.send("MONITOR");
            assertThat(accepted.getInputStream().readNBytes(17)).hasSize(17);
            accepted.getOutputStream().write("+OK\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(client.reply()).isEqualTo("+OK");

            // When
            accepted.shutdownOutput();

            // Then
            bench.awaitEnding(Ending.FIN_TIMEOUT);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void byDefaultASilentSessionOutlivesOneThatIsNotToBeSilent(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport);
                SessionBench impatient =
                        new SessionBench(transport, with(set -> set.client = SHORT), SessionBench.BOUNDLESS);
                ScriptedServer server = pongs(bench);
                TestClient silent = new TestClient(bench);
                TestClient popping = new TestClient(bench);
                TestClient finished = new TestClient(bench)) {
            assertThat(popping.ask("BLPOP queue 0")).isEqualTo("+PONG");
            assertThat(finished.ask("PING")).isEqualTo("+PONG");
            finished.socket.shutdownOutput();

            // When
            impatient.routeTo("redis-1", server);
            try (TestClient other = new TestClient(impatient)) {
                assertThat(other.reply()).isNull();
            }

            // Then
            assertThat(bench.traffic.row().endings()).doesNotContainKeys(Ending.CLIENT_TIMEOUT, Ending.SERVER_TIMEOUT);
            assertThat(silent.ask("PING")).isEqualTo("+PONG");
            assertThat(popping.ask("PING")).isEqualTo("+PONG");
        }
    }

    private static void assertEnds(Transport transport, TimeoutSettings timeouts, Ending ending) throws IOException {
        try (SessionBench bench = new SessionBench(transport, timeouts, SessionBench.BOUNDLESS);
                ScriptedServer server = pongs(bench);
                TestClient client = new TestClient(bench)) {
            // Given
            client.send("PING");

            // When
            awaitOne(bench, ending);

            // Then
            assertThat(client.reply()).isEqualTo("+PONG");
            assertThat(client.reply()).isNull();
            Awaitility.await().until(() -> server.connections() == 0);
            bench.awaitEnding(ending);
        }
    }

    private static void assertEndsHalfClosed(Transport transport, TimeoutSettings timeouts, Ending ending)
            throws IOException {
        try (SessionBench bench = new SessionBench(transport, timeouts, SessionBench.BOUNDLESS);
                ServerSocket server = bench.server();
                TestClient client = new TestClient(bench);
                Socket accepted = server.accept()) {
            // Given
            client.send("PING");
            assertThat(accepted.getInputStream().read()).isEqualTo('*');

            // When
            client.socket.shutdownOutput();

            // Then
            bench.awaitEnding(ending);
        }
    }

    /** By then the same time is over for those that came before. */
    private static void assertOneIsEndedForItsSilence(Transport transport) throws IOException {
        try (SessionBench bench =
                        new SessionBench(transport, with(set -> set.firstByte = SHORT), SessionBench.BOUNDLESS);
                ScriptedServer server = pongs(bench);
                TestClient silent = new TestClient(bench)) {
            assertThat(silent.reply()).isNull();
            bench.awaitEnding(Ending.FIRST_BYTE_TIMEOUT);
            assertThat(server.heard).isEmpty();
        }
    }

    private static void fill(ServerSocket server, List<Socket> crowd) throws IOException {
        while (true) {
            Socket one = new Socket();
            try {
                one.connect(new InetSocketAddress("127.0.0.1", server.getLocalPort()), 300);
                crowd.add(one);
            } catch (SocketTimeoutException full) {
                one.close();
                return;
            }
        }
    }

    private static ScriptedServer pongs(SessionBench bench) throws IOException {
        ScriptedServer server = new ScriptedServer(command -> "+PONG\r\n");
        bench.routeTo("redis-1", server);
        return server;
    }

    private static void awaitOne(SessionBench bench, Ending ending) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> bench.traffic.row().ended(ending) == 1);
    }

    private static TimeoutSettings with(Consumer<Times> changes) {
        Times times = new Times();
        changes.accept(times);
        return new TimeoutSettings(
                times.connect,
                Duration.ofSeconds(4),
                times.firstByte,
                times.client,
                times.server,
                times.tunnel,
                times.clientFin,
                times.serverFin);
    }

    private static final class Times {

        private Duration connect = Duration.ofSeconds(4);
        private Duration firstByte = Duration.ZERO;
        private Duration client = Duration.ZERO;
        private Duration server = Duration.ZERO;
        private Duration tunnel = Duration.ZERO;
        private Duration clientFin = Duration.ofMinutes(1);
        private Duration serverFin = Duration.ZERO;
    }
}
