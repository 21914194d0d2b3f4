package org.rolegate.ra.work;

/**
 * Ends Rolegate when the JVM is told to end, before the application server gets round to it.
 *
 * <p>Open Liberty first waits up to 30 seconds for whatever runs on its executor, and the event loops do; a server that
 * stops its adapters at once does not notice the hook. The thread is the JVM's business and runs at its end only.
 */
public final class ExitHook {

    private final Thread thread;

    private ExitHook(Thread thread) {
        this.thread = thread;
    }

    public static ExitHook register(Runnable stop) {
        Thread thread = new Thread(stop, "rolegate-exit");
        Runtime.getRuntime().addShutdownHook(thread);
        return new ExitHook(thread);
    }

    /** Forgets the hook, which would hold this application's class loader. */
    public void unregister() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException alreadyEnding) {
            // It runs, or has run.
            return;
        }
    }
}
