package org.rolegate.core.tracking;

import java.time.Duration;

import org.rolegate.core.time.Ticker;

/** A clock that goes on only when told to; it starts just before its nanoseconds overflow. */
final class HandTicker implements Ticker {

    private long nanos = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos();
    private long millis = 1_700_000_000_000L;

    void forward(Duration by) {
        nanos += by.toNanos();
        millis += by.toMillis();
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public long epochMillis() {
        return millis;
    }
}
