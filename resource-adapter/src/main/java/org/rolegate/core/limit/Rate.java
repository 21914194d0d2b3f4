package org.rolegate.core.limit;

import java.util.concurrent.TimeUnit;

/**
 * A limit of events per second. After an idle second, that many events may come at once; after that, one in each share of
 * a second. Not thread-safe.
 *
 * <p>The generic cell rate algorithm of ATM (ITU-T I.371): each event moves a virtual time on by its share of a second, and
 * none may come while that is more than a second ahead.
 */
public final class Rate {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long nanosPerEvent;
    private long usedUpTo;

    /**
     * Creates a limit that allows the events of a full second at once.
     *
     * @param perSecond at least 1
     * @param now the time in nanoseconds
     */
    public Rate(int perSecond, long now) {
        this.nanosPerEvent = SECOND / perSecond;
        this.usedUpTo = now - SECOND;
    }

    /** Takes an event, if one may come now; returns whether it did. */
    public boolean take(long now) {
        if (nanosUntilNext(now) > 0) {
            return false;
        }
        usedUpTo = Math.max(usedUpTo - now, -SECOND) + now + nanosPerEvent;
        return true;
    }

    /** Returns how long it takes until an event may come: zero if one may come now. */
    public long nanosUntilNext(long now) {
        return Math.max(0, usedUpTo + nanosPerEvent - now);
    }

    /** Returns whether it behaves like a new one. */
    public boolean idle(long now) {
        return usedUpTo + SECOND - now <= 0;
    }
}
