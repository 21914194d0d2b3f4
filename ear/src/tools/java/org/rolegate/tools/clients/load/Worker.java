package org.rolegate.tools.clients.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** One caller that increments a counter of its own, one call after the other. */
final class Worker implements Runnable {

    private static final long PAUSE_NANOS = Duration.ofMillis(5).toNanos();

    private final Counter counter;
    private final String key;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final Map<String, Long> errors = new TreeMap<>();
    private final Map<String, String> examples = new TreeMap<>();
    private long acknowledged;
    private long longestNanos;
    private long callBegan;
    private boolean waiting;
    private boolean closed;
    private volatile boolean stopped;

    Worker(Counter counter, String key) {
        this.counter = counter;
        this.key = key;
    }

    @Override
    public void run() {
        while (!stopped) {
            call();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    void stop() {
        stopped = true;
    }

    /** Waits for the first acknowledgement. */
    void awaitBegun() throws InterruptedException {
        begun.await();
    }

    /** The last word: a call that has not returned is counted as an error, and what it still brings is not. */
    synchronized String account(int number) {
        closed = true;
        if (waiting) {
            longestNanos = Math.max(longestNanos, System.nanoTime() - callBegan);
            errors.merge("hung", 1L, Long::sum);
        }
        String kinds = errors.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
        return "worker\t" + number + "\t" + acknowledged + "\t"
                + Duration.ofNanos(longestNanos).toMillis() + "\t" + kinds;
    }

    /** A message for each kind of error. */
    synchronized Map<String, String> examples() {
        return Map.copyOf(examples);
    }

    private void call() {
        begin();
        try {
            counter.increment(key);
            end(null);
            begun.countDown();
        } catch (Exception e) {
            end(e);
        }
    }

    private synchronized void begin() {
        callBegan = System.nanoTime();
        waiting = true;
    }

    private synchronized void end(Exception error) {
        if (closed) {
            return;
        }
        waiting = false;
        longestNanos = Math.max(longestNanos, System.nanoTime() - callBegan);
        if (error == null) {
            acknowledged++;
        } else {
            String kind = Kind.of(error);
            errors.merge(kind, 1L, Long::sum);
            examples.putIfAbsent(kind, error.toString());
        }
    }
}
