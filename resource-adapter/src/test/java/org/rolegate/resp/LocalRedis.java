package org.rolegate.resp;

import java.io.File;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import static org.awaitility.Awaitility.await;

/** The redis-server of this machine, whichever version it is, on a socket in a directory of the test's. */
public final class LocalRedis implements AutoCloseable {

    private final Path socket;
    private final Process process;

    private LocalRedis(Path socket, Process process) {
        this.socket = socket;
        this.process = process;
    }

    /**
     * Starts it and waits until it listens; where there is none the test is skipped.
     *
     * @param otherwise what is not tested without it
     * @param options more of them; where it does not know them the test is skipped, too
     */
    public static LocalRedis start(Path directory, String otherwise, String... options) throws IOException {
        Optional<Path> binary = Stream.of(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(place -> Path.of(place, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst();
        Path found = binary.orElseGet(() -> skip("there is no redis-server on the PATH", otherwise));
        List<String> command =
                new ArrayList<>(List.of(found.toString(), "--port", "0", "--unixsocket", "redis.sock", "--save", ""));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("redis.log").toFile())
                .start();
        LocalRedis redis = new LocalRedis(directory.resolve("redis.sock"), process);
        // The file is there a moment before anybody listens.
        await().ignoreExceptions().until(() -> {
            if (options.length > 0 && !process.isAlive()) {
                return true;
            }
            redis.connect().close();
            return true;
        });
        if (options.length > 0 && !process.isAlive()) {
            return skip("the redis-server on the PATH does not start with " + String.join(" ", options), otherwise);
        }
        return redis;
    }

    private static <T> T skip(String why, String otherwise) {
        String reason = "SKIPPED: " + why + ", so " + otherwise;
        System.err.println("\n*** " + reason + " ***\n");
        return Assumptions.abort(reason);
    }

    public SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
