package org.rolegate.tools.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** The thread of one client. */
final class Repeating {

    private final Client client;
    private final long pauseNanos;
    private final Progress progress;
    private final Thread thread;
    private volatile boolean stopped;
    private long ended;

    private Repeating(String who, Client client, Duration pause) {
        this.client = client;
        pauseNanos = pause.toNanos();
        progress = new Progress(who, System.nanoTime());
        thread = new Thread(this::run, "soak: " + who);
        thread.setDaemon(true);
    }

    /** Has the client do its turns, with a pause after each. */
    static Repeating start(String who, Client client, Duration pause) {
        var repeating = new Repeating(who, client, pause);
        repeating.thread.start();
        return repeating;
    }

    /** Has it end after the turn it is in. */
    void stop() {
        stopped = true;
        // Out of its pause.
        thread.interrupt();
    }

    /** Waits for its end and returns what it went through. */
    Tally tally() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return progress.tally(ended);
    }

    private void run() {
        try {
            while (!stopped) {
                turn();
                LockSupport.parkNanos(pauseNanos);
            }
        } catch (RuntimeException e) {
            progress.wrong(text(e));
        } finally {
            ended = System.nanoTime();
            leave();
        }
    }

    private void turn() {
        try {
            client.turn();
            progress.succeeded(System.nanoTime());
        } catch (IOException e) {
            progress.failed(text(e));
            leave();
        }
    }

    private static String text(Exception e) {
        return Objects.requireNonNullElseGet(e.getMessage(), e::toString);
    }

    private void leave() {
        try {
            client.close();
        } catch (IOException alreadyGone) {
            // As is wanted.
        }
    }
}
