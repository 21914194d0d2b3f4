package org.rolegate.tools.bench;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the one who runs it may choose, each by a system property.
 *
 * @param rounds how often each cell is measured on each target
 * @param warmup how many rounds go before those, and are not counted
 * @param requests how many are sent in each run; 0 for what each cell thinks fit
 * @param cells which cells; the whole name must match
 */
record BenchSettings(int rounds, int warmup, int requests, Pattern cells) {

    BenchSettings {
        if (rounds < 1 || warmup < 0 || requests < 0) {
            throw new IllegalArgumentException(
                    "bench.rounds is 1 at least, bench.warmup and bench.requests are not negative");
        }
    }

    static BenchSettings fromSystemProperties() {
        return new BenchSettings(
                Integer.parseInt(System.getProperty("bench.rounds", "5")),
                Integer.parseInt(System.getProperty("bench.warmup", "2")),
                Integer.parseInt(System.getProperty("bench.requests", "0")),
                Pattern.compile(System.getProperty("bench.cells", ".*")));
    }

    /**
     * The chosen ones.
     *
     * @throws IllegalArgumentException naming all, if there are none
     */
    List<Cell> chosen(List<Cell> all) {
        List<Cell> chosen = all.stream()
                .filter(cell -> cells.matcher(cell.name()).matches())
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("bench.cells = " + cells + " matches none of "
                    + all.stream().map(Cell::name).collect(Collectors.joining(", ")));
        }
        return chosen;
    }

    int requestsOf(Cell cell) {
        return requests == 0 ? cell.requests() : requests;
    }
}
