package org.rolegate.ra.work;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.rolegate.log.RolegateLog;

/**
 * Two threads of the WorkManager that run short tasks, taken once at the start.
 *
 * <p>Event loops submit tasks, and must never wait: a WorkManager whose pool is full may block its caller for as long
 * as that lasts, regardless of the timeout. Here a full queue rejects a task at once.
 */
final class Workers implements Executor {

    static final int THREADS = 2;
    private static final int QUEUE = 256;
    private static final Runnable END = () -> {};

    private final BlockingQueue<Runnable> tasks = new ArrayBlockingQueue<>(QUEUE);
    private volatile boolean ended;

    /** Runs tasks until {@link #end()}; to be called on each thread. */
    void run() {
        try {
            for (Runnable task = tasks.take(); task != END; task = tasks.take()) {
                run(task);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error failed) {
            // The thread is needed for the next task.
            RolegateLog.LOG.taskFailed(failed);
        }
    }

    @Override
    public void execute(Runnable task) {
        if (ended || !tasks.offer(task)) {
            throw new RejectedExecutionException(ended ? "Rolegate is stopping" : QUEUE + " tasks are already queued");
        }
    }

    /** Discards the queued tasks, and ends the threads. */
    void end() {
        ended = true;
        tasks.clear();
        for (int i = 0; i < THREADS; i++) {
            tasks.add(END);
        }
    }
}
