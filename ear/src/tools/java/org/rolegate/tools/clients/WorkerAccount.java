package org.rolegate.tools.clients;

import java.util.Map;
import java.util.TreeMap;

/**
 * What one caller says of itself.
 *
 * @param longestMillis how long its longest call took, whatever came of it
 * @param errors how many of each kind it was given
 */
record WorkerAccount(int number, long acknowledged, long longestMillis, Map<String, Long> errors) {

    WorkerAccount {
        errors = Map.copyOf(errors);
    }

    /** Reads the fields that follow {@code worker}. */
    static WorkerAccount parse(String... fields) {
        return new WorkerAccount(
                Integer.parseInt(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                fields[4].isEmpty() ? Map.of() : errors(fields[4]));
    }

    private static Map<String, Long> errors(String list) {
        var errors = new TreeMap<String, Long>();
        for (String entry : list.split(",", 0)) {
            int equals = entry.lastIndexOf('=');
            errors.put(entry.substring(0, equals), Long.parseLong(entry.substring(equals + 1)));
        }
        return errors;
    }

    /** How many acknowledged increments the counter has not got. */
    long lost(long value) {
        return Math.max(0, acknowledged - value);
    }

    /** How many increments the counter has got that were neither acknowledged nor possible by what the caller was told. */
    long doubled(long value) {
        return Math.max(0, value - acknowledged - open());
    }

    private long open() {
        return errors.entrySet().stream()
                .filter(error -> ErrorKinds.leavesOpen(error.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
