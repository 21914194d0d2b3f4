package org.rolegate.net.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.model.Endpoint;
import org.rolegate.core.session.Ending;
import org.rolegate.net.fixture.ServerPair;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Clients that reset their connection while their session is between two servers; over real sockets, on both transports.
 *
 * <p>Epoll tells of a reset at once. NIO tells of it only who reads, and a client is not read while its new server is
 * connected and told: there the session ends with that, connect-timeout at the latest.
 */
class SessionMoveResetTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String LOGIN = "SELECT 3";
    private static final String READ = "GET silence";

    @ParameterizedTest
    @EnumSource(Transport.class)
    void endsWhenItsClientResetsDuringTheLoginAndLeavesNothingAtTheNewServer(Transport transport) throws IOException {
        try (ServerPair pair = owed(transport)) {
            // Given
            pair.second.keepSilent();
            pair.demote();
            await().atMost(SOON).until(() -> pair.second.heard.contains(LOGIN));

            // When
            pair.client.reset();

            // Then
            pair.bench.awaitEnding(transport == Transport.EPOLL ? Ending.CLIENT_GONE_EARLY : Ending.CONNECT_FAILED);
            await().atMost(SOON).until(() -> pair.second.connections() == 0);
            assertThat(pair.second.heard).containsExactly(LOGIN);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void endsWhenTheLoginIsAnsweredAfterItsClientReset(Transport transport) throws IOException {
        try (ServerPair pair = owed(transport)) {
            // Given
            pair.second.keepSilent();
            pair.demote();
            await().atMost(SOON).until(() -> pair.second.heard.contains(LOGIN));

            // When
            pair.client.reset();
            pair.second.speak();

            // Then
            pair.bench.awaitEnding(transport == Transport.EPOLL ? Ending.CLIENT_GONE_EARLY : Ending.CLIENT_ABORT);
            await().atMost(SOON).until(() -> pair.second.connections() == 0);
            assertThat(pair.second.heard).startsWith(LOGIN).isSubsetOf(LOGIN, READ);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void endsWhenItsClientResetsWhileTheNewServerIsConnected(Transport transport) throws IOException {
        try (ServerPair pair = owed(transport);
                FullServer full = new FullServer()) {
            // Given
            pair.bench.routeTo("redis-2", new Endpoint("127.0.0.1", full.port()));
            pair.bench.demote("redis-1");
            pair.bench.settle();
            assertThat(pair.bench.sessions.heldSessions().connecting()).isOne();

            // When
            pair.client.reset();

            // Then
            pair.bench.awaitEnding(transport == Transport.EPOLL ? Ending.CLIENT_GONE_EARLY : Ending.CONNECT_TIMEOUT);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void endsWhenItsClientResetsWhileItWaitsForAServer(Transport transport) throws IOException {
        try (ServerPair pair = owed(transport)) {
            // Given
            pair.bench.noServer();
            pair.bench.demote("redis-1");
            pair.bench.awaitHeld(1);

            // When
            pair.client.reset();

            // Then
            pair.bench.awaitEnding(Ending.CLIENT_GONE_HELD);
            pair.demote();
            pair.bench.tick();
            pair.bench.settle();
            assertThat(pair.second.heard).isEmpty();
        }
    }

    /** Its session has a login to tell, and a reader who waits. */
    private static ServerPair owed(Transport transport) throws IOException {
        ServerPair pair = new ServerPair(transport);
        pair.client.ask(LOGIN);
        pair.askInVain(READ);
        return pair;
    }

    /** A server that accepts nobody, and whose queue is full: who connects to it waits. */
    private static final class FullServer implements AutoCloseable {

        private static final int MANY = 10;
        private static final int TIMEOUT_MILLIS = 300;

        private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        private final List<Socket> queue = new ArrayList<>();

        FullServer() throws IOException {
            while (fits()) {
                assertThat(queue).as("those that fit into the queue").hasSizeLessThan(MANY);
            }
        }

        int port() {
            return listening.getLocalPort();
        }

        private boolean fits() throws IOException {
            Socket next = new Socket();
            queue.add(next);
            try {
                next.connect(new InetSocketAddress("127.0.0.1", port()), TIMEOUT_MILLIS);
                return true;
            } catch (SocketTimeoutException full) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : queue) {
                socket.close();
            }
            listening.close();
        }
    }
}
