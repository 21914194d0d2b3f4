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
 * How many file descriptors this process may have open, against what the configured connections need: two each, the client's
 * and the server's.
 *
 * @param limit the soft limit; empty if there is none, or if it cannot be told (outside Linux)
 */
record DescriptorLimit(OptionalLong limit) {

    /** What the application server itself has open, and Rolegate for its checks. */
    static final long RESERVE = 512;

    private static final long PER_CONNECTION = 2;
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern OPEN_FILES = Pattern.compile("(?m)^Max open files\\s+([0-9]{1,18})\\s");

    static DescriptorLimit ofThisProcess() {
        try {
            return of(Files.readString(LIMITS));
        } catch (IOException notLinux) {
            return new DescriptorLimit(OptionalLong.empty());
        }
    }

    /** Reads the text of {@code /proc/self/limits}, as proc(5) describes it. */
    static DescriptorLimit of(String limits) {
        Matcher line = OPEN_FILES.matcher(limits);
        return new DescriptorLimit(line.find() ? OptionalLong.of(Long.parseLong(line.group(1))) : OptionalLong.empty());
    }

    /** Returns how many connections of clients it bears. */
    long connections() {
        return Math.max(0, limit.orElse(Long.MAX_VALUE) - RESERVE) / PER_CONNECTION;
    }

    /** Returns how many connections of clients the settings allow; 0 if any number. */
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
