package org.rolegate.tools.clients;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a cell came to, over all callers.
 *
 * @param cut connections there were before the event and no longer afterwards
 */
record Outcome(long acknowledged, long cut, Map<String, Long> errors, long lost, long doubled, long longestMillis) {

    Outcome {
        errors = Map.copyOf(errors);
    }

    /**
     * Compares what the callers say with what their counters hold.
     *
     * @param cut connections
     * @param values of the counters on the master, by the callers' numbers
     */
    static Outcome of(Account account, long cut, List<Long> values) {
        long acknowledged = 0;
        long lost = 0;
        long doubled = 0;
        long longest = 0;
        var errors = new TreeMap<String, Long>();
        for (WorkerAccount worker : account.workers()) {
            long value = values.get(worker.number());
            acknowledged += worker.acknowledged();
            lost += worker.lost(value);
            doubled += worker.doubled(value);
            longest = Math.max(longest, worker.longestMillis());
            worker.errors().forEach((kind, count) -> errors.merge(kind, count, Long::sum));
        }
        return new Outcome(acknowledged, cut, errors, lost, doubled, longest);
    }

    /** Both runs together. */
    Outcome plus(Outcome other) {
        var sum = new TreeMap<>(errors);
        other.errors.forEach((kind, count) -> sum.merge(kind, count, Long::sum));
        return new Outcome(
                acknowledged + other.acknowledged,
                cut + other.cut,
                sum,
                lost + other.lost,
                doubled + other.doubled,
                Math.max(longestMillis, other.longestMillis));
    }

    long errorCount() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }
}
