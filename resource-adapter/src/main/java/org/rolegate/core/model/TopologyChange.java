package org.rolegate.core.model;

import java.util.Optional;

/**
 * A step from one topology of a group to the next, also if only the state of a server changed. Immutable.
 *
 * @param restartedEmpty the description, if the master returned with less data than it had in this step
 */
public record TopologyChange(Topology before, Topology after, Optional<String> restartedEmpty) {

    public TopologyChange(Topology before, Topology after) {
        this(before, after, Optional.empty());
    }

    /** Returns whether the master changed, was lost or returned. */
    public boolean masterChanged() {
        return before.changes() != after.changes();
    }
}
