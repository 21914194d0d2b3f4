package org.rolegate.net.frontend;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A limit of the connections that may be open at once, on one frontend or on all of them; HAProxy's {@code maxconn}.
 * Thread-safe.
 */
public final class ConnectionLimit {

    private final int max;
    private final AtomicInteger taken = new AtomicInteger();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /**
     * Creates a limit with every place free.
     *
     * @param max how many connections may be open; 0 for any number
     */
    public ConnectionLimit(int max) {
        this.max = max;
    }

    /**
     * Takes a place.
     *
     * @return false if there is none
     */
    boolean tryAcquire() {
        int now;
        do {
            now = taken.get();
            if (max > 0 && now >= max) {
                return false;
            }
        } while (!taken.compareAndSet(now, now + 1));
        return true;
    }

    /** Returns a place, and notifies the listeners if there was none before. */
    void release() {
        if (taken.getAndDecrement() == max) {
            listeners.forEach(Runnable::run);
        }
    }

    boolean full() {
        return max > 0 && taken.get() >= max;
    }

    /** Returns how many connections are open. */
    public int taken() {
        return taken.get();
    }

    /** Adds a task that is run whenever a place becomes free after there was none; on the thread that releases it. */
    void addListener(Runnable task) {
        listeners.add(task);
    }

    void removeListener(Runnable task) {
        listeners.remove(task);
    }
}
