package org.rolegate.core.model;

/** A listener for each new topology of a group. It is called in order, on the control loop, and must not block or throw. */
@FunctionalInterface
public interface TopologyListener {
    void changed(TopologyChange change);
}
