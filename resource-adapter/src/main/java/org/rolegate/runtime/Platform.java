package org.rolegate.runtime;

import java.time.Duration;
import java.util.concurrent.Executor;

/** The threads and timers of the application server that Rolegate uses. */
public interface Platform {

    /** Returns the executor that runs each event loop on a thread of its own until the loop ends. */
    Executor threads();

    /** Returns the executor for short tasks that may block or call code of other parties. */
    Executor workers();

    /** Runs a short task periodically until the platform stops its timers. */
    void every(Duration period, Runnable task);
}
