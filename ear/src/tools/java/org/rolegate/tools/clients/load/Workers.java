package org.rolegate.tools.clients.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * All callers of one client. They begin at once and stop when standard input ends, which it also does when the process
 * that holds its other end is gone; then they give account on standard output, as {@code Account} reads it.
 */
public final class Workers {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Workers() {}

    /** The port of 127.0.0.1 to connect to. */
    public static int port(String... arguments) {
        return Integer.parseInt(arguments[0]);
    }

    /** The password to log in with: not an argument, since everybody can read those. */
    public static String password() {
        return System.getenv("CLIENTS_PASSWORD");
    }

    /**
     * Runs until told to stop, then ends this process, whatever the client's own threads still do.
     *
     * @param arguments port, number of workers, prefix of their keys
     */
    public static void run(Counter counter, String... arguments) throws IOException, InterruptedException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<Worker> workers = IntStream.range(0, Integer.parseInt(arguments[1]))
                .mapToObj(number -> new Worker(counter, arguments[2] + number))
                .toList();
        List<Thread> threads = workers.stream().map(Thread::new).toList();
        threads.forEach(Thread::start);
        for (Worker worker : workers) {
            worker.awaitBegun();
        }
        out.println("ready");
        while (System.in.read() >= 0) {
            // Nothing is said to us; only the end counts.
        }
        workers.forEach(Worker::stop);
        join(threads);
        report(workers, out);
        Runtime.getRuntime().halt(0);
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Thread thread : threads) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            thread.join(Math.max(1, left));
        }
    }

    private static void report(List<Worker> workers, PrintStream out) {
        var examples = new TreeMap<String, String>();
        for (int i = 0; i < workers.size(); i++) {
            out.println(workers.get(i).account(i));
            workers.get(i).examples().forEach(examples::putIfAbsent);
        }
        examples.forEach((kind, message) -> out.println(
                "example\t" + kind + "\t" + message.lines().findFirst().orElse("")));
        out.println("end");
    }
}
