package org.rolegate.ra.work;

/**
 * The JVM shutdown hook that stops Rolegate before the application server does.
 *
 * <p>Open Liberty first waits up to 30 seconds for whatever runs on its executor, and the event loops do; a server that
 * stops its adapters at once does not notice the hook. The thread belongs to the JVM and runs only at its end.
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

    /** Removes the hook, which would retain this application's class loader. */
    public void unregister() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException alreadyEnding) {
            // It runs, or has run.
            return;
        }
    }
}
