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
    private final Workers workers = new Workers();
    private final List<Timer> timers = new ArrayList<>();

    /**
     * Takes the threads for short tasks.
     *
     * @throws RejectedExecutionException if the application server refuses
     */
    public WorkPlatform(BootstrapContext context) {
        this.context = context;
        this.manager = context.getWorkManager();
        boolean started = false;
        try {
            for (int i = 0; i < Workers.THREADS; i++) {
                start(new RolegateWork("rolegate-worker", workers::run));
            }
            started = true;
        } finally {
            if (!started) {
                workers.end();
            }
        }
    }

    @Override
    public Executor threads() {
        return loop -> start(new RolegateWork("rolegate-loop", loop));
    }

    @Override
    public Executor workers() {
        return workers;
    }

    /**
     * Submits the work and does not wait for its thread: in Open Liberty, a pool that must grow grows faster once all work
     * is in its queue.
     */
    private void start(RolegateWork work) {
        try {
            manager.scheduleWork(work);
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
            throw new IllegalStateException("the application server provides no timer", none);
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

    /** Ends every timer and worker. */
    @Override
    public void close() {
        workers.end();
        timers.forEach(Timer::cancel);
        timers.clear();
    }
}
