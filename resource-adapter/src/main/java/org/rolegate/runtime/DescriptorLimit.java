package org.rolegate.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.rolegate.core.config.FrontendSettings;
import org.rolegate.core.config.Settings;

/**
 * The limit of open file descriptors of this process, for comparison with the configured number of connections. A
 * connection of a client needs two descriptors: its own, and that of the connection to the server.
 *
 * @param limit the soft limit; empty if there is none, or if it is unknown (outside Linux)
 */
record DescriptorLimit(OptionalLong limit) {

    /** The descriptors that remain for the application server itself and for the checks of Rolegate. */
    static final long RESERVE = 512;

    private static final long PER_CONNECTION = 2;
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern OPEN_FILES = Pattern.compile("(?m)^Max open files\\s+([0-9]{1,18})\\s");

    /** Reads the limit of this process. */
    static DescriptorLimit ofThisProcess() {
        try {
            return of(Files.readString(LIMITS));
        } catch (IOException notLinux) {
            return new DescriptorLimit(OptionalLong.empty());
        }
    }

    /** Parses the text of {@code /proc/self/limits}, whose format proc(5) describes. */
    static DescriptorLimit of(String limits) {
        Matcher line = OPEN_FILES.matcher(limits);
        return new DescriptorLimit(line.find() ? OptionalLong.of(Long.parseLong(line.group(1))) : OptionalLong.empty());
    }

    /** Returns the number of client connections that the limit permits. */
    long connections() {
        return Math.max(0, limit.orElse(Long.MAX_VALUE) - RESERVE) / PER_CONNECTION;
    }

    /** Returns the number of client connections that the settings allow; 0 if they set no limit. */
    static long allowed(Settings settings) {
        long frontends = 0;
        for (FrontendSettings frontend : settings.frontends()) {
            int most = frontend.limits().maxconn();
            if (most == 0) {
                return settings.process().maxconn();
            }
            frontends += most;
        }
        long all = settings.process().maxconn();
        return all == 0 ? frontends : Math.min(all, frontends);
    }
}
