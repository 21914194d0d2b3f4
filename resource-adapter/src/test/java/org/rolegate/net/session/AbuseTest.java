package org.rolegate.net.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.config.TimeoutSettings;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.session.Ending;
import org.rolegate.net.fixture.RawServer;
import org.rolegate.net.fixture.ScriptedServer;
import org.rolegate.net.fixture.SessionBench;
import org.rolegate.net.fixture.TestClient;
import org.rolegate.net.io.Transport;
import org.rolegate.resp.LocalRedis;
import org.rolegate.testing.RealRedis;
import org.rolegate.testing.Slow;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients and servers may do to a proxy: its memory stays within bounds, others are served meanwhile, and afterwards
 * nothing is left, neither a session nor a file descriptor. Over real sockets, on both transports.
 */
@EnabledOnOs(OS.LINUX)
@Slow
class AbuseTest {

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    /** What lies in a direction whose reader does not read: up to the high mark, and the one read that passed it. */
    private static final int MOST_IN_A_DIRECTION = 64 * KIB + 64 * KIB;

    /** With less lying there its server would be read on. */
    private static final int LOW_MARK = 32 * KIB;

    private static final int SILENT = 5000;
    private static final int SPARE_FILES = 1000;

    /** Netty keeps memory in pieces, which are never all full. */
    private static final long PIECES = 16 * MIB;

    /** A hung server does not notice that a client has left. */
    private static final TimeoutSettings FINISHING = new TimeoutSettings(
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofMinutes(1),
            Duration.ofMillis(500));

    /** Netty gives back nothing that it may need again: what later tests take is in part what earlier ones took. */
    private static long memoryBefore;

    private static long files;

    private final List<Socket> sockets = new ArrayList<>();

    @BeforeAll
    static void measure() throws IOException {
        memoryBefore = ThisProcess.directMemory();
        // The first one of its kind has Java and Netty open files of their own.
        for (Transport transport : Transport.values()) {
            try (SessionBench bench = new SessionBench(transport)) {
                assertServes(bench);
            }
        }
        files = ThisProcess.openFiles();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        closeAll();
        await(() -> ThisProcess.openFiles() <= files);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void readersThatDoNotReadTakeNoMoreThanTheirShareOfMemory(Transport transport) throws IOException {
        int readers = 200;
        int size = 10 * MIB;
        try (SessionBench bench = new SessionBench(transport);
                RawServer server = new RawServer(bench, RawServer.reply(size))) {
            // When
            for (int i = 0; i < readers; i++) {
                connect(bench).getOutputStream().write(TestClient.bytes("GET big"));
            }
            long most = ThisProcess.mostMemoryUntilNothingMoves(bench);

            // Then
            assertThat(most).as("what lies there").isGreaterThan((long) readers * LOW_MARK);
            assertThat(most - memoryBefore)
                    .as("%d KiB for each reader", (most - memoryBefore) / KIB / readers)
                    .isLessThan((long) readers * MOST_IN_A_DIRECTION + PIECES);
            assertThat(bench.traffic.row().sessions()).isEqualTo(readers);
            assertServes(bench);

            // When
            InputStream in = sockets.get(readers / 2).getInputStream();

            // Then
            assertThat(in.readNBytes(size + 13)).hasSize(size + 13).endsWith('\r', '\n');
            closeAll();
            bench.awaitNobody();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aClientThatAsksWithoutReadingIsNotReadEither(Transport transport) throws IOException {
        byte[] command = TestClient.bytes("ECHO " + "x".repeat(1000));
        int commands = 24 * MIB / command.length;
        try (SessionBench bench = new SessionBench(transport);
                RawServer server = new RawServer(bench, RawServer.ECHO)) {
            Socket client = connect(bench);
            // When
            CompletableFuture<Void> asking = CompletableFuture.runAsync(() -> {
                try {
                    OutputStream out = client.getOutputStream();
                    for (int i = 0; i < commands; i++) {
                        out.write(command);
                    }
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            });
            long most = ThisProcess.mostMemoryUntilNothingMoves(bench);

            // Then
            assertThat(asking).isNotDone();
            assertThat(bench.traffic.row().bytesIn()).isLessThan((long) commands * command.length);
            assertThat(most - memoryBefore).isLessThan(2 * MOST_IN_A_DIRECTION + PIECES);
            assertServes(bench);

            // When
            for (int i = 0; i < commands; i++) {
                // Then
                assertThat(client.getInputStream().readNBytes(command.length))
                        .as("reply %d", i)
                        .isEqualTo(command);
            }
            asking.join();
            closeAll();
            bench.awaitNobody();
        }
    }

    /** Their server is another process: so many descriptors three times over are more than one process may have. */
    @RealRedis
    @ParameterizedTest
    @EnumSource(Transport.class)
    void fiveThousandSilentClientsTakeNoBuffersAndNobodysTurn(Transport transport, @TempDir Path directory)
            throws Exception {
        Assumptions.assumeTrue(
                ThisProcess.mostFiles() >= 3 * SILENT + SPARE_FILES,
                "5,000 SILENT CLIENTS ARE NOT TESTED: this process may open " + ThisProcess.mostFiles()
                        + " files, they need " + (3 * SILENT + SPARE_FILES));
        int port = freePort();
        try (LocalRedis redis = LocalRedis.start(
                        directory, "5,000 silent clients are not tested", "--port", String.valueOf(port));
                SessionBench bench = new SessionBench(transport, FINISHING, SessionBench.BOUNDLESS)) {
            assertThat(redis).isNotNull();
            bench.routeTo("redis-1", new Endpoint("127.0.0.1", port));
            long before = ThisProcess.directMemory();

            // When
            for (int i = 0; i < SILENT; i++) {
                connect(bench);
            }
            await(() -> bench.servers.containsKey("redis-1")
                    && bench.servers.get("redis-1").row().sessions() == SILENT);

            // Then
            assertThat(ThisProcess.directMemory() - before).isLessThan(PIECES);
            assertServes(bench);
            closeAll();
            bench.awaitNobody();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aFloodOfConnectionsThatAreResetAtOnceLeavesNothing(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport);
                RawServer server = new RawServer(bench, RawServer.ECHO)) {
            // When
            for (int i = 0; i < 2000; i++) {
                reset(connect(bench));
            }

            // Then
            assertServes(bench);
            bench.awaitNobody();
            await(() -> server.connections() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aResetInAnyStateEndsTheSession(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport)) {
            bench.noServer();
            Socket held = connect(bench);
            held.getOutputStream().write(TestClient.bytes("SET k v"));
            await(() -> bench.sessions.held() == 1);
            reset(held);
            await(() -> bench.traffic.row().ended(Ending.CLIENT_GONE_HELD) == 1);

            try (ServerSocket server = bench.server()) {
                Socket asking = connect(bench);
                Socket asked = accept(server);
                asking.getOutputStream().write("*2\r\n$3\r\nGE".getBytes(StandardCharsets.US_ASCII));
                assertThat(asked.getInputStream().readNBytes(10)).hasSize(10);
                reset(asking);
                await(() -> bench.traffic.row().ended(Ending.CLIENT_ABORT) == 1);
                assertThat(asked.getInputStream().read()).isEqualTo(-1);

                Socket reading = connect(bench);
                Socket answering = accept(server);
                answering.getOutputStream().write("$100\r\nhalf".getBytes(StandardCharsets.US_ASCII));
                assertThat(reading.getInputStream().readNBytes(10)).hasSize(10);
                reset(reading);
                await(() -> bench.traffic.row().ended(Ending.CLIENT_ABORT) == 2);
                assertThat(answering.getInputStream().read()).isEqualTo(-1);

                Socket finished = connect(bench);
                Socket late = accept(server);
                finished.shutdownOutput();
                assertThat(late.getInputStream().read()).isEqualTo(-1);
                reset(finished);
                writeUntilItBreaks(late);
            }
            bench.awaitNobody();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aPipelineThatComesByteByByteGetsItsAnswersInOrder(Transport transport) throws IOException {
        int commands = 500;
        try (SessionBench bench = new SessionBench(transport);
                ScriptedServer server = new ScriptedServer(command -> "+" + command + "\r\n")) {
            bench.routeTo("redis-1", server);
            try (TestClient client = new TestClient(bench)) {
                client.socket.setTcpNoDelay(true);

                // When
                for (int i = 0; i < commands; i++) {
                    for (byte each : TestClient.bytes("ECHO " + i)) {
                        client.socket.getOutputStream().write(each);
                    }
                }

                // Then
                for (int i = 0; i < commands; i++) {
                    assertThat(client.reply()).isEqualTo("+ECHO " + i);
                }
            }
            bench.awaitNobody();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void whoHalfClosesBeforeALongAnswerGetsAllOfIt(Transport transport) throws IOException {
        int size = 10 * MIB;
        try (SessionBench bench = new SessionBench(transport);
                RawServer server = new RawServer(bench, RawServer.reply(size))) {
            Socket client = connect(bench);

            // When
            client.getOutputStream().write(TestClient.bytes("GET big"));
            client.shutdownOutput();
            byte[] answer = client.getInputStream().readAllBytes();

            // Then
            assertThat(answer).hasSize(size + 13);
            bench.awaitEnding(Ending.NORMAL);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aServerThatNeverAnswersHoldsUpNobodyButItsOwnClients(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport, FINISHING, SessionBench.BOUNDLESS);
                RawServer server = new RawServer(bench, RawServer.SILENCE)) {
            // When
            for (int i = 0; i < 100; i++) {
                connect(bench).getOutputStream().write(TestClient.bytes("PING"));
            }
            await(() -> bench.traffic.row().bytesIn() == 100L * TestClient.bytes("PING").length);

            // Then
            assertServes(bench);
            closeAll();
            bench.awaitNobody();
        }
    }

    private Socket connect(SessionBench bench) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(4 * KIB);
        socket.setSendBufferSize(16 * KIB);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress("127.0.0.1", bench.port()));
        return socket;
    }

    private Socket accept(ServerSocket server) throws IOException {
        Socket socket = server.accept();
        sockets.add(socket);
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** Whatever goes on, somebody else gets an answer. */
    private static void assertServes(SessionBench bench) throws IOException {
        try (ScriptedServer other = new ScriptedServer(command -> "+PONG\r\n")) {
            bench.routeTo("redis-2", other);
            try (TestClient client = new TestClient(bench)) {
                for (int i = 0; i < 20; i++) {
                    assertThat(client.ask("PING")).isEqualTo("+PONG");
                }
            }
            await(() -> bench.servers.get("redis-2").row().sessions() == 0);
        }
    }

    private static void writeUntilItBreaks(Socket to) {
        await(() -> {
            try {
                to.getOutputStream().write(new byte[64 * KIB]);
                return false;
            } catch (IOException broken) {
                return true;
            }
        });
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private void closeAll() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static void await(Callable<Boolean> state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(state);
    }
}
