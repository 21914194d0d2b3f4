package org.rolegate.ra.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;

import org.rolegate.log.RolegateLog;
import org.rolegate.runtime.Platform;

/** Threads from the application server's WorkManager and timers from its BootstrapContext. */
public final class WorkPlatform implements Platform, AutoCloseable {

    /** A pool that is full for so long has no thread for an event loop. */
    private static final long START_MILLIS = 5000;

    private final WorkManager manager;
    private final BootstrapContext context;
    private final List<Timer> timers = new ArrayList<>();

    public WorkPlatform(BootstrapContext context) {
        this.context = context;
        this.manager = context.getWorkManager();
    }

    @Override
    public Executor threads() {
        return loop -> start(new RolegateWork("rolegate-loop", true, loop));
    }

    @Override
    public Executor workers() {
        return task -> {
            try {
                manager.scheduleWork(new RolegateWork("rolegate-task", false, task), WorkManager.IMMEDIATE, null, null);
            } catch (WorkException refused) {
                throw new RejectedExecutionException(refused);
            }
        };
    }

    private void start(RolegateWork work) {
        try {
            manager.startWork(work, START_MILLIS, null, null);
        } catch (WorkException refused) {
            RolegateLog.LOG.workRejected(refused);
            throw new RejectedExecutionException(refused);
        }
    }

    @Override
    public void every(Duration period, Runnable task) {
        Timer timer;
        try {
            timer = context.createTimer();
        } catch (UnavailableException none) {
            throw new IllegalStateException("the application server gives no timer", none);
        }
        timers.add(timer);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        try {
                            task.run();
                        } catch (RuntimeException | Error failed) {
                            // Anything thrown would end the timer for good.
                            RolegateLog.LOG.timerFailed(failed);
                        }
                    }
                },
                0,
                period.toMillis());
    }

    /** Ends every timer. */
    @Override
    public void close() {
        timers.forEach(Timer::cancel);
        timers.clear();
    }
}
