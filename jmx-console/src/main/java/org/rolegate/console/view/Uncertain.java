package org.rolegate.console.view;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The commands that were answered {@code -UNCERTAIN}: each may or may not have been executed.
 *
 * @param times how often a client got such answers, to one or more commands at once
 * @param byCommand the number of these commands by name; empty if the adapter does not have it
 */
public record Uncertain(long times, Map<String, Long> byCommand) {

    public Uncertain {
        byCommand = Collections.unmodifiableMap(new TreeMap<>(byCommand));
    }

    /** Returns how many commands these were. */
    public long commands() {
        return byCommand.values().stream().mapToLong(Long::longValue).sum();
    }
}
