package org.rolegate.tools.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

/** The ports that closed connections still hold for a minute: without them a connection cannot be opened. */
final class TimeWait {

    private static final Path SOCKETS = Path.of("/proc/net/sockstat");
    private static final Pattern COUNT = Pattern.compile("TCP:.* tw (\\d+)");

    /** Three targets leave up to 25,000 behind in a round, at most 15,000 of them to one port. */
    private static final int MANY = 25_000;

    private TimeWait() {}

    /** Waits while so many are held that a run might find none left. */
    static void settle() {
        Awaitility.await()
                .alias("TIME_WAIT sockets become fewer than " + MANY)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofSeconds(1))
                .atMost(Duration.ofMinutes(2))
                .until(() -> count() < MANY);
    }

    private static int count() throws IOException {
        if (!Files.isReadable(SOCKETS)) {
            return 0;
        }
        Matcher count = COUNT.matcher(Files.readString(SOCKETS));
        return count.find() ? Integer.parseInt(count.group(1)) : 0;
    }
}
