package org.rolegate.tools.soak;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What clients of one kind went through.
 *
 * @param done how often they did what they are for
 * @param errors how often each error kept them from it
 * @param longestOutage the longest time for which one of them, trying, did not succeed
 * @param defect an answer that no error excuses, if there was one
 */
record Tally(String who, long done, Map<String, Long> errors, Duration longestOutage, Optional<String> defect) {

    /** Both, of the same kind. */
    Tally and(Tally other) {
        var sum = new TreeMap<>(errors);
        other.errors.forEach((error, count) -> sum.merge(error, count, Long::sum));
        Duration longest = longestOutage.compareTo(other.longestOutage) < 0 ? other.longestOutage : longestOutage;
        return new Tally(who, done + other.done, sum, longest, defect.or(other::defect));
    }

    String text() {
        long failed = errors.values().stream().mapToLong(Long::longValue).sum();
        String which = errors.entrySet().stream()
                .map(error -> error.getValue() + " x \"" + error.getKey() + '"')
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%s: %,d done, %,d errors, %.1f s at most without success%s",
                who,
                done,
                failed,
                longestOutage.toMillis() / 1000.0,
                which.isEmpty() ? "" : ": " + which);
    }
}
