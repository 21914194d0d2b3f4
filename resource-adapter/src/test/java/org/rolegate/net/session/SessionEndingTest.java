package org.rolegate.net.session;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.routing.Decision;
import org.rolegate.core.session.Ending;
import org.rolegate.net.fixture.Relayed;
import org.rolegate.net.fixture.SessionBench;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How sessions end, and what is told and counted then; over real sockets, on both transports. */
class SessionEndingTest {

    @ParameterizedTest
    @EnumSource(Transport.class)
    void tellsAClientInItsProtocolWhyThereIsNoServer(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport);
                Socket client = bench.client()) {
            // When
            client.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            client.close();

            // Then
            assertThat(answer).isEqualTo("-ERR rolegate: nobody is master\r\n");
            bench.awaitEnding(Ending.NO_SERVER);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void tellsAClientThatTheServerRefusesAndHasItChecked(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport)) {
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
            assertThat(bench.suspects).contains("redis-1");
            assertThat(bench.traffic.row().connectionErrors()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void cutsTheSessionsOfAServerThatLostItsRole(Transport transport) throws IOException {
        try (Relayed session = new Relayed(transport)) {
            // When
            session.bench.mayStay = false;
            int cut = session.bench.sessions.cutUnless(id -> false, Ending.DEMOTED);

            // Then
            assertThat(cut).isEqualTo(1);
            assertThat(session.client.getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(() -> session.accepted.getInputStream().read())
                    .as("a server that lost its role gets a reset: nothing more is on its way")
                    .isInstanceOf(SocketException.class);
            session.bench.awaitEnding(Ending.DEMOTED);
            assertThat(session.bench.sessions.cutUnless(id -> false, Ending.DEMOTED))
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void keepsASessionWhoseServerIsInTheRoleAgainByTheTimeItLooks(Transport transport) throws IOException {
        try (Relayed session = new Relayed(transport)) {
            // When
            session.bench.sessions.cutUnless(id -> false, Ending.DEMOTED);

            // Then
            session.says('y');
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void neverUsesAServerThatLostItsRoleWhileItWasBeingConnected(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport);
                ServerSocket server = bench.server()) {
            // Given
            bench.mayStay = false;

            // When
            try (Socket client = bench.client()) {
                bench.decision = new Decision.Refuse("it was demoted");
                String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

                // Then
                assertThat(answer).isEqualTo("-ERR rolegate: it was demoted\r\n");
            }
            assertThat(bench.servers).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void countsAResetByTheClient(Transport transport) throws IOException {
        try (Relayed session = new Relayed(transport)) {
            // When
            reset(session.client);

            // Then
            assertThat(session.accepted.getInputStream().read()).isEqualTo(-1);
            session.bench.awaitEnding(Ending.CLIENT_ABORT);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void countsAResetByTheServerAndSuspectsIt(Transport transport) throws IOException {
        try (Relayed session = new Relayed(transport)) {
            // Given
            session.client.getOutputStream().write('x');
            assertThat(session.accepted.getInputStream().read()).isEqualTo('x');

            // When
            reset(session.accepted);

            // Then
            assertThat(session.client.getInputStream().read()).isEqualTo(-1);
            session.bench.awaitEnding(Ending.SERVER_ABORT);
            assertThat(session.bench.suspects).containsExactly("redis-1");
        }
    }

    /** Closing the channels and saying why must not race: many sessions, so that the race would show. */
    @ParameterizedTest
    @EnumSource(Transport.class)
    void everySessionThatIsOpenAtTheEndIsCountedAsStopped(Transport transport) throws IOException {
        // Given
        SessionBench bench = new SessionBench(transport);
        List<Socket> sockets = new ArrayList<>();
        try (ServerSocket server = bench.server()) {
            for (int i = 0; i < 200; i++) {
                Socket client = bench.client();
                Socket accepted = server.accept();
                sockets.addAll(List.of(client, accepted));
                accepted.getOutputStream().write('x');
                assertThat(client.getInputStream().read()).isEqualTo('x');
            }
        }

        // When
        bench.close();

        // Then
        assertThat(bench.traffic.row().endings()).containsOnly(Map.entry(Ending.STOPPED, 200L));
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void closingLeavesNoPortAndNoSession(Transport transport) throws IOException {
        SessionBench bench = new SessionBench(transport);
        int port = bench.port();
        try (ServerSocket server = bench.server();
                Socket client = bench.client();
                Socket accepted = server.accept()) {
            accepted.getOutputStream().write('x');
            assertThat(client.getInputStream().read()).isEqualTo('x');

            // When
            bench.close();

            // Then
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThatThrownBy(() -> new Socket("127.0.0.1", port)).isInstanceOf(ConnectException.class);
        assertThat(bench.traffic.row().sessions()).isZero();
        assertThat(bench.traffic.row().ended(Ending.STOPPED)).isEqualTo(1);
    }

    private static void reset(Socket socket) throws SocketException, IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
