package org.rolegate.it.clients;

import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

import org.rolegate.it.fixture.RedisBinary;
import org.rolegate.it.fixture.ServerKind;
import org.rolegate.it.fixture.Tool;

/** Where it was run, and what with. */
final class Machine {

    private Machine() {}

    /** One paragraph of Markdown. */
    static String text(Tool haproxy) {
        String version = haproxy.run(List.of("-v")).lines().findFirst().orElse("");
        return String.format(
                Locale.ROOT,
                "%s: %d cores, Linux %s, load average %.2f before the start; JDK %s, %s %s with a heap of 512 MB; Redis %s;"
                        + " HAProxy %s.",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("java.runtime.version"),
                ServerKind.current().title(),
                System.getProperty("clients.server.version", "?"),
                RedisBinary.locate().version(),
                version.replaceAll("^HAProxy version (\\S+).*", "$1"));
    }
}
