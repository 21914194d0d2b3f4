package org.rolegate.tools.clients;

import java.util.List;
import java.util.stream.IntStream;

import org.rolegate.fixture.RedisNode;

/**
 * The counters of one client's callers.
 *
 * @param prefix of their keys, which end in the callers' numbers
 */
record Counters(String prefix, int count) {

    /** What they hold on that node, by the callers' numbers. */
    List<Long> on(RedisNode node) {
        String[] words = IntStream.rangeClosed(0, count)
                .mapToObj(i -> i == 0 ? "MGET" : prefix + (i - 1))
                .toArray(String[]::new);
        if (node.call(words) instanceof List<?> values) {
            return values.stream()
                    .map(value -> value == null ? 0L : Long.parseLong(value.toString()))
                    .toList();
        }
        throw new IllegalStateException(node + " has no list of " + prefix);
    }
}
