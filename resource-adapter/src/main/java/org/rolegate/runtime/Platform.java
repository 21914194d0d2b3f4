package org.rolegate.runtime;

import java.time.Duration;
import java.util.concurrent.Executor;

/** What the surroundings provide: threads and timers that belong to the application server. */
public interface Platform {

    /** Returns what runs each event loop, one thread each, until the loop ends. */
    Executor threads();

    /** Returns what runs short tasks that may call foreign code. */
    Executor workers();

    /** Runs a short task over and over until the platform takes its timers back. */
    void every(Duration period, Runnable task);
}
