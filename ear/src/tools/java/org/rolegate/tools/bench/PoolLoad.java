package org.rolegate.tools.bench;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Threads of the application server, each of which borrows a connection for each request: by JNDI where the target is
 * Rolegate, else from a pool of Jedis'.
 *
 * @param operation {@code get} or {@code set}
 */
record PoolLoad(String operation) implements Load {

    private static final int THREADS = 8;

    @Override
    public Sample run(Stand stand, Target target, int requests) {
        // As many HTTP requests at a time: on Open Liberty, threads that we made there would not find the factory.
        String path = "/bench/pool?operation=" + operation + "&threads=" + THREADS + "&requests=" + requests / THREADS
                + (target == Target.ROLEGATE ? "" : "&port=" + stand.port(target));
        ExecutorService callers = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Run>> futures = IntStream.range(0, THREADS)
                    .mapToObj(i -> callers.submit(() -> Run.parse(stand.page(path))))
                    .toList();
            return sample(futures.stream().map(PoolLoad::result).toList());
        } finally {
            callers.shutdownNow();
        }
    }

    private static Sample sample(List<Run> runs) {
        long begin = runs.stream().mapToLong(Run::begin).min().orElseThrow();
        long end = runs.stream().mapToLong(Run::end).max().orElseThrow();
        long[] nanos =
                runs.stream().flatMapToLong(run -> LongStream.of(run.nanos())).toArray();
        return new Latencies(nanos).sample(end - begin);
    }

    private static Run result(Future<Run> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * What one thread says.
     *
     * @param begin by the server's monotonic clock, as is the end
     * @param nanos how long each request took
     */
    private record Run(long begin, long end, long... nanos) {

        /** Reads a line that begins with the two times. */
        static Run parse(String page) {
            long[] numbers = Stream.of(page.strip().split(" ", 0))
                    .mapToLong(Long::parseLong)
                    .toArray();
            return new Run(numbers[0], numbers[1], Arrays.copyOfRange(numbers, 2, numbers.length));
        }
    }
}
