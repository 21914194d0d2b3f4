package org.rolegate.core.routing;

import java.util.concurrent.atomic.AtomicInteger;

/** How a frontend spreads its sessions over the servers of its backend. Thread-safe. */
public sealed interface Balance {

    /** Returns the place of the next server, from 0 to {@code size - 1}. */
    int next(int size);

    /** One after the other. */
    final class RoundRobin implements Balance {
        private final AtomicInteger cursor = new AtomicInteger(-1);

        @Override
        public int next(int size) {
            return Math.floorMod(cursor.incrementAndGet(), size);
        }
    }
}
