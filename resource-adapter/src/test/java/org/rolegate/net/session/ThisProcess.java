package org.rolegate.net.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import org.rolegate.net.fixture.SessionBench;
import org.rolegate.net.io.BySizeAllocator;

/** What this process takes of the system it runs on: file descriptors and direct memory. */
final class ThisProcess {

    private ThisProcess() {}

    /** Returns how many files it may have open. */
    static long mostFiles() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.substring("Max open files".length()).strip().split("\\s+", -1)[0])
                .filter(soft -> !soft.equals("unlimited"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    /** Returns how much direct memory was in use at most, in bytes, until nothing has moved for half a second. */
    static long mostMemoryUntilNothingMoves(SessionBench bench) {
        long[] most = {0};
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .during(Duration.ofMillis(500))
                .pollInterval(Duration.ofMillis(20))
                .until(new Callable<>() {
                    private long before = -1;

                    @Override
                    public Boolean call() {
                        most[0] = Math.max(most[0], directMemory());
                        long now = bench.traffic.row().bytesOut()
                                + bench.traffic.row().bytesIn();
                        boolean still = now > 0 && now == before;
                        before = now;
                        return still;
                    }
                });
        return most[0];
    }

    /** Returns how much direct memory Netty has in use, in bytes. */
    static long directMemory() {
        return BySizeAllocator.INSTANCE.metric().usedDirectMemory();
    }

    /** Returns how many files it has open. */
    static long openFiles() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }
}
