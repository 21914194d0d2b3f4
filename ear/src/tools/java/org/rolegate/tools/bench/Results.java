package org.rolegate.tools.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What was measured so far: a sample for each cell, target and round. */
final class Results {

    private final Map<String, Map<Target, List<Sample>>> samples = new HashMap<>();

    /** Adds the next round's. */
    void add(Cell cell, Target target, Sample sample) {
        samples.computeIfAbsent(cell.name(), key -> new EnumMap<>(Target.class))
                .computeIfAbsent(target, key -> new ArrayList<>())
                .add(sample);
    }

    /** A figure over all rounds. */
    Spread of(Cell cell, Target target, Figure figure) {
        return Spread.of(samples(cell, target).stream().mapToDouble(figure::of).toArray());
    }

    /** How much better one target is than another, each round compared with itself. */
    Spread advantage(Cell cell, Target target, Target over, Figure figure) {
        List<Sample> a = samples(cell, target);
        List<Sample> b = samples(cell, over);
        return Spread.of(IntStream.range(0, Math.min(a.size(), b.size()))
                .mapToDouble(round -> figure.advantage(figure.of(a.get(round)), figure.of(b.get(round))))
                .toArray());
    }

    private List<Sample> samples(Cell cell, Target target) {
        return samples.getOrDefault(cell.name(), Map.of()).getOrDefault(target, List.of());
    }
}
