package org.rolegate.net.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.session.Ending;
import org.rolegate.net.fixture.SessionBench;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Sessions over real sockets, on both transports. */
class SessionTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @ParameterizedTest
    @EnumSource(Transport.class)
    void relaysBothWaysAndCountsEveryByte(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport);
                ServerSocket server = bench.server();
                Socket client = bench.client();
                Socket accepted = server.accept()) {
            // When
            client.getOutputStream().write("question".getBytes(StandardCharsets.US_ASCII));
            String heard = read(accepted, 8);
            accepted.getOutputStream().write("answer".getBytes(StandardCharsets.US_ASCII));
            String answered = read(client, 6);

            // Then
            assertThat(heard).isEqualTo("question");
            assertThat(answered).isEqualTo("answer");
            await().atMost(SOON).untilAsserted(() -> assertThat(bench.traffic.row())
                    .returns(8L, row -> row.bytesIn())
                    .returns(6L, row -> row.bytesOut())
                    .returns(1, row -> row.sessions()));
            assertThat(bench.servers.get("redis-1").row().bytesIn()).isEqualTo(8);
            assertThat(bench.backend.row().bytesOut()).isEqualTo(6);
            assertThat(bench.sessions.on("redis-1")).isOne();
            assertThat(bench.clients).containsExactly(client.getLocalAddress());
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void passesAHalfCloseOnAndStillBringsTheAnswer(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport);
                ServerSocket server = bench.server();
                Socket client = bench.client();
                Socket accepted = server.accept()) {
            // When
            client.getOutputStream().write("last words".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            String heard = new String(accepted.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            accepted.getOutputStream().write("good bye".getBytes(StandardCharsets.US_ASCII));
            accepted.close();
            String answered = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            // Then
            assertThat(heard).isEqualTo("last words");
            assertThat(answered).isEqualTo("good bye");
            bench.awaitEnding(Ending.NORMAL);
        }
    }

    /** The client's end may come before, while or after its server is connected: each must bring the answer. */
    @ParameterizedTest
    @EnumSource(Transport.class)
    void bringsTheAnswerHoweverEarlyTheClientHalfCloses(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport);
                ServerSocket server = bench.server()) {
            for (int i = 0; i < 1000; i++) {
                try (Socket client = bench.client()) {
                    client.getOutputStream().write("last words".getBytes(StandardCharsets.US_ASCII));
                    client.shutdownOutput();
                    try (Socket accepted = server.accept()) {
                        assertThat(accepted.getInputStream().readAllBytes()).hasSize(10);
                        accepted.getOutputStream().write("good bye".getBytes(StandardCharsets.US_ASCII));
                    }
                    assertThat(client.getInputStream().readAllBytes())
                            .as("answer %d, endings %s", i, bench.traffic.row().endings())
                            .hasSize(8);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void passesTheServersHalfCloseOnAndStillTakesTheRequest(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport);
                ServerSocket server = bench.server();
                Socket client = bench.client();
                Socket accepted = server.accept()) {
            // When
            accepted.getOutputStream().write("no more".getBytes(StandardCharsets.US_ASCII));
            accepted.shutdownOutput();
            String answered = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            client.getOutputStream().write("but I".getBytes(StandardCharsets.US_ASCII));
            client.close();
            String heard = new String(accepted.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            // Then
            assertThat(answered).isEqualTo("no more");
            assertThat(heard).isEqualTo("but I");
            bench.awaitEnding(Ending.NORMAL);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void deliversWhatAClientSaidBeforeItHalfClosedAtOnce(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport);
                ServerSocket server = bench.server();
                Socket client = bench.client()) {
            // When
            client.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();

            // Then
            try (Socket accepted = server.accept()) {
                assertThat(accepted.getInputStream().readAllBytes())
                        .isEqualTo("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void carriesMegabytesUnchangedInBothDirectionsAtOnce(Transport transport) throws Exception {
        byte[] up = random(5_000_000, 1);
        byte[] down = random(7_000_000, 2);
        try (SessionBench bench = new SessionBench(transport);
                ServerSocket server = bench.server()) {
            // The two ends come in any order: often enough to see each.
            for (int i = 0; i < 60; i++) {
                try (Socket client = bench.client();
                        Socket accepted = server.accept()) {
                    // When
                    CompletableFuture<Void> sendsUp = writing(client, up);
                    CompletableFuture<Void> sendsDown = writing(accepted, down);
                    CompletableFuture<byte[]> gotUp = reading(accepted);
                    byte[] gotDown = client.getInputStream().readAllBytes();
                    sendsUp.join();
                    sendsDown.join();

                    // Then
                    assertThat(gotDown.length).as("down, time %d", i).isEqualTo(down.length);
                    assertThat(gotUp.join().length).as("up, time %d", i).isEqualTo(up.length);
                    assertThat(Arrays.equals(gotDown, down)).isTrue();
                    assertThat(Arrays.equals(gotUp.join(), up)).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void stopsReadingTheServerWhileTheClientDoesNotRead(Transport transport) throws Exception {
        try (SessionBench bench = new SessionBench(transport);
                ServerSocket server = bench.server()) {
            server.setReceiveBufferSize(64 * 1024);
            Socket client = new Socket();
            client.setReceiveBufferSize(64 * 1024);
            client.connect(new InetSocketAddress("127.0.0.1", bench.port()));
            try (client;
                    Socket accepted = server.accept()) {
                // When
                CompletableFuture<Void> flood = writing(accepted, new byte[64 << 20]);
                await().atMost(SOON).during(Duration.ofMillis(500)).until(new Callable<>() {
                    private long before = -1;

                    @Override
                    public Boolean call() {
                        long now = bench.traffic.row().bytesOut();
                        boolean still = now > 0 && now == before;
                        before = now;
                        return still;
                    }
                });

                // Then
                assertThat(flood).isNotDone();
                // Both sockets' kernel buffers grow to some megabytes on loopback; 64 MiB they never hold.
                assertThat(bench.traffic.row().bytesOut()).isLessThan(32 << 20);

                // When
                long got = client.getInputStream().readAllBytes().length;

                // Then
                assertThat(got).isEqualTo(64 << 20);
                flood.join();
            }
        }
    }

    private static String read(Socket socket, int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), StandardCharsets.US_ASCII);
    }

    private static CompletableFuture<Void> writing(Socket socket, byte[] bytes) {
        return CompletableFuture.runAsync(() -> {
            try {
                OutputStream out = socket.getOutputStream();
                out.write(bytes);
                socket.shutdownOutput();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
    }

    private static CompletableFuture<byte[]> reading(Socket socket) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                InputStream in = socket.getInputStream();
                return in.readAllBytes();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
    }

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
