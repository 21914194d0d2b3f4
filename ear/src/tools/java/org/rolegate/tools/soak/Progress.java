package org.rolegate.tools.soak;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The successes and failures of one client, as they happen, by {@link System#nanoTime()}. */
final class Progress {

    private final String who;
    private final Map<String, Long> errors = new TreeMap<>();
    private long done;
    private long lastSuccess;
    private long longestOutage;
    private String defect;

    Progress(String who, long began) {
        this.who = who;
        this.lastSuccess = began;
    }

    void succeeded(long now) {
        done++;
        longestOutage = Math.max(longestOutage, now - lastSuccess);
        lastSuccess = now;
    }

    void failed(String error) {
        errors.merge(error, 1L, Long::sum);
    }

    /** An answer that no error excuses. */
    void wrong(String what) {
        defect = what;
    }

    /** All of it, at the client's end: an outage may last until then. */
    Tally tally(long ended) {
        long longest = Math.max(longestOutage, ended - lastSuccess);
        return new Tally(who, done, errors, Duration.ofNanos(longest), Optional.ofNullable(defect));
    }
}
