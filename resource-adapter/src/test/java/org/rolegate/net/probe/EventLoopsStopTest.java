package org.rolegate.net.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.model.Endpoint;
import org.rolegate.core.time.Ticker;
import org.rolegate.net.io.EventLoops;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;

/** What the loops leave behind when they end while they are still asked to connect. */
class EventLoopsStopTest {

    private static final int TIMES = 5;
    private static final int QUIET_MILLIS = 100;
    private static final Duration LONG = Duration.ofSeconds(5);

    @ParameterizedTest
    @EnumSource(Transport.class)
    void noConnectionOutlivesTheLoops(Transport transport) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 4096);
            Endpoint to = new Endpoint("127.0.0.1", server.getLocalPort());
            for (int time = 0; time < TIMES; time++) {
                // Given
                EventLoops loops = new EventLoops(transport, 1, threads, threads, Ticker.SYSTEM);
                loops.start();
                Future<?> asking = threads.submit(() -> connectUntilRefused(loops, to));
                server.setSoTimeout((int) LONG.toMillis());
                server.accept().close();

                // When
                assertThat(loops.stop()).isTrue();

                // Then
                asking.get();
                server.setSoTimeout(QUIET_MILLIS);
                assertAllEnd(server);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void connectUntilRefused(EventLoops loops, Endpoint to) {
        try {
            while (true) {
                loops.control().execute(() -> RespConnection.connect(loops, to, LONG, unasked -> {}, lost -> {}));
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(50));
            }
        } catch (RejectedExecutionException over) {
            return;
        }
    }

    /** Every connection that was made is over, or its end is under way. */
    private static void assertAllEnd(ServerSocket server) throws IOException {
        for (Optional<Socket> made = accept(server); made.isPresent(); made = accept(server)) {
            try (Socket connection = made.get()) {
                connection.setSoTimeout((int) LONG.toMillis());
                assertThat(connection.getInputStream().read()).as("the end").isNegative();
            }
        }
    }

    private static Optional<Socket> accept(ServerSocket server) throws IOException {
        try {
            return Optional.of(server.accept());
        } catch (SocketTimeoutException none) {
            return Optional.empty();
        }
    }
}
