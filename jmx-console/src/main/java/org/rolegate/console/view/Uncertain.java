package org.rolegate.console.view;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Commands of which clients were told that nobody knows whether they were carried out.
 *
 * @param told how often a client was told so, of one or more commands
 * @param families these commands by family; empty if the adapter does not say
 */
public record Uncertain(long told, Map<String, Long> families) {

    public Uncertain {
        families = Collections.unmodifiableMap(new TreeMap<>(families));
    }

    /** Returns how many commands these were. */
    public long commands() {
        return families.values().stream().mapToLong(Long::longValue).sum();
    }
}
