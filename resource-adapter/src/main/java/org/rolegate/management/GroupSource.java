package org.rolegate.management;

import java.util.List;
import java.util.Optional;

import org.rolegate.core.model.Topology;
import org.rolegate.core.record.FailoverRecord;

/** What a group's MBean reads and does. Thread-safe. */
public interface GroupSource {

    Topology topology();

    /** Returns what became of the last changes of the master, newest first. */
    List<FailoverRecord> failovers();

    /** Counts the clients that have to wait now, new and established ones. */
    int heldSessions();

    /**
     * Moves the master to another server, clients being held meanwhile; returns when that is over.
     *
     * @param target the id of the replica to be promoted; empty for whichever is best
     * @return what was done
     * @throws IllegalStateException if it did not come about, saying why; clients then go on where they were
     */
    String switchover(Optional<String> target);

    /** Lets clients to a master that came back with less data; in effect when the method returns. */
    void thaw();
}
