package org.rolegate.net.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.Socket;
import java.util.Arrays;

import javax.management.JMException;
import javax.management.ObjectName;

import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.rolegate.core.config.SessionKind;
import org.rolegate.net.fixture.RawServer;
import org.rolegate.net.fixture.SessionBench;
import org.rolegate.net.fixture.TestClient;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;

/** What the loops leave to the garbage collector while established sessions are relayed: nothing for each request. */
class AllocationTest {

    private static final int WARM = 20_000;
    private static final int REQUESTS = 20_000;

    private final ResourceLeakDetector.Level detection = ResourceLeakDetector.getLevel();

    /** It notes where every buffer comes from. */
    @BeforeEach
    void withoutLeakDetector() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }

    @AfterEach
    void withLeakDetector() {
        ResourceLeakDetector.setLevel(detection);
    }

    @ParameterizedTest
    @CsvSource({"EPOLL,TRACKED,1", "EPOLL,TRACKED,16", "EPOLL,RELAY,1", "EPOLL,RELAY,16"})
    void steadyRelayingAllocatesNothing(Transport transport, SessionKind kind, int pipeline)
            throws IOException, JMException {
        try (SessionBench bench = new SessionBench(transport, kind);
                RawServer server = new RawServer(bench, RawServer.ECHO);
                Socket client = bench.client()) {
            // Given
            talk(client, WARM, pipeline);
            long before = allocated();

            // When
            talk(client, REQUESTS, pipeline);

            // Then
            assertThat(allocated() - before).isLessThan(REQUESTS);
        }
    }

    private static void talk(Socket client, int requests, int pipeline) throws IOException {
        byte[] request = TestClient.bytes("GET key");
        byte[] all = new byte[request.length * pipeline];
        for (int i = 0; i < pipeline; i++) {
            System.arraycopy(request, 0, all, i * request.length, request.length);
        }
        OutputStream out = client.getOutputStream();
        InputStream in = client.getInputStream();
        for (int i = 0; i < requests; i += pipeline) {
            out.write(all);
            in.readNBytes(all, 0, all.length);
        }
    }

    /** Returns the bytes that all loops have allocated so far; HotSpot tells it, though Java's own API does not. */
    private static long allocated() throws JMException {
        long[] loops = Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false))
                .filter(AllocationTest::isLoop)
                .mapToLong(ThreadInfo::getThreadId)
                .toArray();
        long[] bytes = (long[]) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME),
                        "getThreadAllocatedBytes",
                        new Object[] {loops},
                        new String[] {long[].class.getName()});
        assertThat(bytes).hasSize(2);
        return Arrays.stream(bytes).sum();
    }

    private static boolean isLoop(ThreadInfo thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith("io.netty.channel.SingleThreadIoEventLoop"));
    }
}
