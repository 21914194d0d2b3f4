package org.rolegate.core.model;

import java.util.Optional;

/**
 * One step of a group: what was, and what is now; also made where only a server's state changed.
 *
 * @param restartedEmpty in words, if with this step the master came back with less data than it had
 */
public record TopologyChange(Topology before, Topology after, Optional<String> restartedEmpty) {

    public TopologyChange(Topology before, Topology after) {
        this(before, after, Optional.empty());
    }

    /** Tells whether the master is another one, is gone, or is there again. */
    public boolean masterChanged() {
        return before.changes() != after.changes();
    }
}
