package org.rolegate.net.io;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

import org.rolegate.core.time.Ticker;

/**
 * A limit of one log line a minute for an event that may happen thousands of times a second. The line carries the
 * number of events. Thread-safe.
 */
public final class LogThrottle {

    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Ticker ticker;
    private long count;
    private long loggedAt;

    public LogThrottle(Ticker ticker) {
        this.ticker = ticker;
        this.loggedAt = ticker.nanos() - QUIET_NANOS;
    }

    /**
     * Counts one event, and logs if the last line is at least a minute old.
     *
     * @param log writes the line; receives the number of events since the last line, this one included
     */
    public void onEvent(LongConsumer log) {
        long times;
        synchronized (this) {
            count++;
            long now = ticker.nanos();
            if (now - loggedAt < QUIET_NANOS) {
                return;
            }
            loggedAt = now;
            times = count;
            count = 0;
        }
        log.accept(times);
    }
}
