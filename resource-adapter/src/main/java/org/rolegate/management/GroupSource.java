package org.rolegate.management;

import java.util.List;
import java.util.Optional;

import org.rolegate.core.model.Topology;
import org.rolegate.core.record.FailoverRecord;

/** The source of a group's MBean, and its operations. Thread-safe. */
public interface GroupSource {

    Topology topology();

    /** Returns the last flight records, newest first. */
    List<FailoverRecord> failovers();

    /** Returns the number of clients held now, new and established ones. */
    int heldSessions();

    /**
     * Moves the master to another server, and returns when that is done; clients are held meanwhile.
     *
     * @param target the id of the replica to be promoted; empty for the best one
     * @return what was done
     * @throws IllegalStateException if it was aborted, with the reason; sessions then stay on their server
     */
    String switchover(Optional<String> target);

    /** Allows requests to a master that restarted with less data; in effect when the method returns. */
    void thaw();
}
