package org.rolegate.net;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

import org.rolegate.core.model.Endpoint;
import org.rolegate.resp.LocalRedis;

/** One frontend before two of the redis-server of this machine, which do not know of each other; the first one is in use. */
final class RedisPair implements AutoCloseable {

    final Bench bench;
    private final LocalRedis first;
    private final LocalRedis second;
    private final Endpoint atFirst;
    private final Endpoint atSecond;

    /** Where there is no redis-server the test is skipped. */
    RedisPair(Transport transport, Path directory, String otherwise) throws IOException {
        atFirst = freePort();
        atSecond = freePort();
        first = start(directory.resolve("first"), atFirst, otherwise);
        second = start(directory.resolve("second"), atSecond, otherwise);
        bench = new Bench(transport);
        bench.routeTo("redis-1", atFirst);
    }

    private static Endpoint freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return new Endpoint("127.0.0.1", free.getLocalPort());
        }
    }

    private static LocalRedis start(Path directory, Endpoint at, String otherwise) throws IOException {
        return LocalRedis.start(
                Files.createDirectory(directory),
                otherwise,
                "--port",
                String.valueOf(at.port()),
                "--bind",
                "127.0.0.1");
    }

    TestClient client() throws IOException {
        return new TestClient(bench);
    }

    /** A client that asks the second server itself. */
    TestClient directly() throws IOException {
        return new TestClient(new Socket("127.0.0.1", atSecond.port()));
    }

    void demote() {
        bench.routeTo("redis-2", atSecond);
        bench.demote("redis-1");
    }

    void lose() throws InterruptedException {
        bench.routeTo("redis-2", atSecond);
        first.close();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        bench.close();
        first.close();
        second.close();
    }
}
