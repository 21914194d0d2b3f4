package org.rolegate.core.model;

/** One step of a group: what was, and what is now; also made where only a server's state changed. */
public record TopologyChange(Topology before, Topology after) {

    /** Tells whether the master is another one, is gone, or is there again. */
    public boolean masterChanged() {
        return before.changes() != after.changes();
    }
}
