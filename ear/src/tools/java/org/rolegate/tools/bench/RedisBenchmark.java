package org.rolegate.tools.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * A run of {@code redis-benchmark}.
 *
 * @param command the words of the Redis command
 * @param keepAlive false for a new connection for each request
 */
record RedisBenchmark(List<String> command, int connections, int pipeline, boolean keepAlive) implements Load {

    private static final String HEAD = "\"test\",";

    @Override
    public Sample run(Stand stand, Target target, int requests) {
        if (!keepAlive) {
            TimeWait.settle();
        }
        var arguments =
                new ArrayList<>(List.of("-h", "127.0.0.1", "-p", "" + stand.port(target), "-a", Stand.PASSWORD));
        arguments.addAll(List.of("-n", "" + requests, "-c", "" + connections, "-P", "" + pipeline));
        arguments.addAll(List.of("-k", keepAlive ? "1" : "0", "--csv"));
        arguments.addAll(command);
        return parse(stand.redisBenchmark().run(arguments));
    }

    /**
     * Reads what it prints with {@code --csv}: a line of names and one of values, perhaps among warnings.
     *
     * @throws IllegalStateException if there is no such thing
     */
    static Sample parse(String output) {
        List<String> lines = output.lines().map(line -> line.replace("\r", "")).toList();
        int head = 0;
        while (head < lines.size() && !lines.get(head).startsWith(HEAD)) {
            head++;
        }
        for (int i = head + 1; i < lines.size(); i++) {
            if (lines.get(i).startsWith("\"")) {
                return sample(fields(lines.get(head)), fields(lines.get(i)), output);
            }
        }
        throw new IllegalStateException("No figures from redis-benchmark, but:\n" + output);
    }

    private static Sample sample(List<String> names, List<String> values, String output) {
        if (names.size() != values.size() || !names.containsAll(List.of("rps", "p50_latency_ms", "p99_latency_ms"))) {
            throw new IllegalStateException("redis-benchmark 7 or newer is needed; this one printed:\n" + output);
        }
        return new Sample(
                number(values, names.indexOf("rps")),
                number(values, names.indexOf("p50_latency_ms")),
                number(values, names.indexOf("p99_latency_ms")),
                Double.NaN);
    }

    private static double number(List<String> values, int index) {
        return Double.parseDouble(values.get(index));
    }

    /** No field of ours holds a comma or a quote. */
    private static List<String> fields(String line) {
        return List.of(line.replace("\"", "").split(",", -1));
    }
}
