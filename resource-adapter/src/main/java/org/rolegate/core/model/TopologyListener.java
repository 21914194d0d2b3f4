package org.rolegate.core.model;

/** Hears each step of a group, in order, on the control loop; must not block and must not throw. */
@FunctionalInterface
public interface TopologyListener {
    void changed(TopologyChange change);
}
