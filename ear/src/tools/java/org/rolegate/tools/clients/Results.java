package org.rolegate.tools.clients;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What all cells came to so far. */
final class Results {

    private final Map<Cell, Outcome> outcomes = new LinkedHashMap<>();
    private final Map<Cell, String> failures = new LinkedHashMap<>();

    /** Adds what one run of it came to. */
    void add(Cell cell, Outcome outcome) {
        outcomes.merge(cell, outcome, Outcome::plus);
    }

    /** Notes that a run did not work, which is the bench's own fault and no result. */
    void addFailure(Cell cell, String why) {
        failures.merge(cell, why, (one, other) -> one + "; " + other);
    }

    /** All its runs together; empty if none worked. */
    Optional<Outcome> outcome(Cell cell) {
        return Optional.ofNullable(outcomes.get(cell));
    }

    /** Why runs of it did not work. */
    Optional<String> failure(Cell cell) {
        return Optional.ofNullable(failures.get(cell));
    }

    /** What must not be: broken promises of Rolegate's, and runs that did not work. */
    List<String> broken() {
        var broken = new ArrayList<String>();
        outcomes.forEach((cell, outcome) -> promisesBroken(cell, outcome)
                .map(what -> cell.name() + ": " + what)
                .forEach(broken::add));
        failures.forEach((cell, why) -> broken.add(cell.name() + " did not work: " + why));
        return broken;
    }

    private static Stream<String> promisesBroken(Cell cell, Outcome outcome) {
        if (cell.through() != Through.ROLEGATE) {
            return Stream.empty();
        }
        return Stream.of(
                        outcome.doubled() > 0 ? outcome.doubled() + " doubled" : "",
                        outcome.lost() > 0 && cell.event().keepsAll() ? outcome.lost() + " lost" : "")
                .filter(what -> !what.isEmpty());
    }
}
