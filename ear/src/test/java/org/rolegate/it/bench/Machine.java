package org.rolegate.it.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

import org.rolegate.it.fixture.ServerKind;

/** What a figure is worth nothing without: the machine and the versions. */
final class Machine {

    private Machine() {}

    /** One paragraph of Markdown. */
    static String text(Tools tools) {
        String haproxy = tools.haproxy().run(List.of("-v")).lines().findFirst().orElse("");
        return String.format(
                Locale.ROOT,
                "%s: %d cores (%s), Linux %s, load average %.2f before the start; JDK %s, %s %s with Netty %s and a heap"
                        + " of 512 MB; Redis %s, %s; HAProxy %s.",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                processor(),
                System.getProperty("os.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("java.runtime.version"),
                ServerKind.current().title(),
                System.getProperty("bench.server.version", "?"),
                System.getProperty("bench.netty.version", "?"),
                tools.redis().version(),
                tools.redisBenchmark().run(List.of("--version")),
                haproxy.replaceAll("^HAProxy version (\\S+).*", "$1"));
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
