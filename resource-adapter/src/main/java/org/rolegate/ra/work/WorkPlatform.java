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
                manager.scheduleWork(new RolegateWork("rolegate-task", false, task));
            } catch (WorkException refused) {
                throw new RejectedExecutionException(refused);
            }
        };
    }

    private void start(RolegateWork work) {
        try {
            manager.startWork(work);
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
                        } catch (RuntimeException failed) {
                            // An exception would end the timer for good.
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
