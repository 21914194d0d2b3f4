package org.rolegate.management;

import java.util.List;

import org.rolegate.core.model.Topology;
import org.rolegate.core.record.FailoverRecord;

/** What a group's MBean reads and does. Thread-safe. */
public interface GroupSource {

    Topology topology();

    /** Returns what became of the last changes of the master, newest first. */
    List<FailoverRecord> failovers();

    /** Counts the clients that have to wait now, new and established ones. */
    int heldSessions();

    /** Lets clients to a master that came back with less data; in effect when the method returns. */
    void thaw();
}
