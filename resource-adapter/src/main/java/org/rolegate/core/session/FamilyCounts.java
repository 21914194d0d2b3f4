package org.rolegate.core.session;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;

/**
 * How many commands there were of each family.
 *
 * @param counts families of which there were none are left out
 */
public record FamilyCounts(Map<CommandFamily, Long> counts) {

    public static final FamilyCounts NONE = new FamilyCounts(Map.of());

    public FamilyCounts {
        counts = Map.copyOf(counts);
    }

    /** Counts commands of which this is the family, each. */
    public static FamilyCounts of(Iterable<CommandFamily> families) {
        Map<CommandFamily, Long> counts = new EnumMap<>(CommandFamily.class);
        families.forEach(family -> counts.merge(family, 1L, Long::sum));
        return new FamilyCounts(counts);
    }

    /** Returns these and the others. */
    public FamilyCounts plus(FamilyCounts others) {
        return with(others, Long::sum);
    }

    /** Returns these without others that are among them. */
    public FamilyCounts minus(FamilyCounts others) {
        return with(others, (mine, theirs) -> mine - theirs);
    }

    private FamilyCounts with(FamilyCounts others, LongBinaryOperator operator) {
        if (others.counts.isEmpty()) {
            return this;
        }
        Map<CommandFamily, Long> result = new EnumMap<>(CommandFamily.class);
        for (CommandFamily family : CommandFamily.values()) {
            long count = operator.applyAsLong(counts.getOrDefault(family, 0L), others.counts.getOrDefault(family, 0L));
            if (count != 0) {
                result.put(family, count);
            }
        }
        return new FamilyCounts(result);
    }

    /** Returns the counts by the families' words, sorted. */
    public Map<String, Long> byWord() {
        Map<String, Long> words = new TreeMap<>();
        counts.forEach((family, count) -> words.put(family.word(), count));
        return words;
    }
}
