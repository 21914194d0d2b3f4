package org.rolegate.core.model;

/** A listener for the topologies of a group, called in order on the control loop. It must not block or throw. */
@FunctionalInterface
public interface TopologyListener {
    void changed(TopologyChange change);
}
