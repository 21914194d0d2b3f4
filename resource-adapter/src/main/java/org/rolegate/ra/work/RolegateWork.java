package org.rolegate.ra.work;

import java.util.List;

import jakarta.resource.spi.work.HintsContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkContextProvider;

/** A task of Rolegate on a thread of the WorkManager, with the adapter's class loader as context. */
final class RolegateWork implements Work, WorkContextProvider {

    private static final long serialVersionUID = 1;

    private final transient Runnable task;
    private final transient HintsContext hints = new HintsContext();

    RolegateWork(String name, Runnable task) {
        this.task = task;
        hints.setHint(HintsContext.NAME_HINT, name);
        // Keeps it out of the pool for short work.
        hints.setHint(HintsContext.LONGRUNNING_HINT, true);
    }

    @Override
    public void run() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(RolegateWork.class.getClassLoader());
        try {
            task.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** An event loop ends when the adapter stops it; nothing is to be done here. */
    @Override
    public void release() {}

    @Override
    public List<WorkContext> getWorkContexts() {
        return List.of(hints);
    }
}
