package org.rolegate.core.stats;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The number of commands of each name. Immutable.
 *
 * @param byName sorted; names without a command are left out. They come from a closed set, never from a client as they are
 */
public record CommandCounts(Map<String, Long> byName) {

    public static final CommandCounts NONE = new CommandCounts(Map.of());

    public CommandCounts {
        Map<String, Long> sorted = new TreeMap<>(byName);
        sorted.values().removeIf(count -> count == 0);
        byName = Collections.unmodifiableMap(sorted);
    }

    /** Counts each of these names once per occurrence. */
    public static CommandCounts of(Collection<String> names) {
        Map<String, Long> counts = new TreeMap<>();
        names.forEach(name -> counts.merge(name, 1L, Long::sum));
        return new CommandCounts(counts);
    }

    /** Returns the sum of these counts and others. */
    public CommandCounts plus(CommandCounts others) {
        return with(others, 1);
    }

    /** Returns these counts less others. */
    public CommandCounts minus(CommandCounts others) {
        return with(others, -1);
    }

    private CommandCounts with(CommandCounts others, int sign) {
        Map<String, Long> result = new TreeMap<>(byName);
        others.byName.forEach((name, count) -> result.merge(name, sign * count, Long::sum));
        return new CommandCounts(result);
    }
}
