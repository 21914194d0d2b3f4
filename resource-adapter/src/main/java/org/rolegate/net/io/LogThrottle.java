package org.rolegate.net.io;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

import org.rolegate.core.time.Ticker;

/** Says once a minute what may happen thousands of times a second, and how often it did. Thread-safe. */
public final class LogThrottle {

    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Ticker ticker;
    private long count;
    private long saidAt;

    public LogThrottle(Ticker ticker) {
        this.ticker = ticker;
        this.saidAt = ticker.nanos() - QUIET_NANOS;
    }

    /**
     * It happened once more.
     *
     * @param say is told how often it did since it was last said
     */
    public void happened(LongConsumer say) {
        long times;
        synchronized (this) {
            count++;
            long now = ticker.nanos();
            if (now - saidAt < QUIET_NANOS) {
                return;
            }
            saidAt = now;
            times = count;
            count = 0;
        }
        say.accept(times);
    }
}
