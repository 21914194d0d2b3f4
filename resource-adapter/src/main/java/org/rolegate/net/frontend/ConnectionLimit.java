package org.rolegate.net.frontend;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections there may be at once, over all frontends or on one; HAProxy's {@code maxconn}. Thread-safe. */
public final class ConnectionLimit {

    private final int most;
    private final AtomicInteger taken = new AtomicInteger();
    private final List<Runnable> waiting = new CopyOnWriteArrayList<>();

    /**
     * Begins with every place free.
     *
     * @param most how many there are; 0 for any number
     */
    public ConnectionLimit(int most) {
        this.most = most;
    }

    /** Takes a place, unless there is none. */
    boolean take() {
        int now;
        do {
            now = taken.get();
            if (most > 0 && now >= most) {
                return false;
            }
        } while (!taken.compareAndSet(now, now + 1));
        return true;
    }

    /** Gives a place back, and lets those know that want one. */
    void give() {
        if (taken.getAndDecrement() == most) {
            waiting.forEach(Runnable::run);
        }
    }

    boolean full() {
        return most > 0 && taken.get() >= most;
    }

    public int taken() {
        return taken.get();
    }

    /** From now on the given task is run whenever a place becomes free after there was none. */
    void whenFree(Runnable task) {
        waiting.add(task);
    }

    void forget(Runnable task) {
        waiting.remove(task);
    }
}
