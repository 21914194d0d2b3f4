package org.rolegate.net;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.rolegate.core.time.Ticker;

/** A clock that goes by itself or stands, and that a test turns on. */
public final class TurnedClock implements Ticker {

    private final AtomicLong turned = new AtomicLong();
    private final boolean going;

    public TurnedClock() {
        this(false);
    }

    TurnedClock(boolean going) {
        this.going = going;
    }

    public void turn(Duration on) {
        turned.addAndGet(on.toNanos());
    }

    @Override
    public long nanos() {
        return turned.get() + (going ? SYSTEM.nanos() : 0);
    }

    @Override
    public long epochMillis() {
        return SYSTEM.epochMillis();
    }
}
