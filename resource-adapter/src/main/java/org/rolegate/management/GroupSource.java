package org.rolegate.management;

import java.util.List;

import org.rolegate.core.model.Topology;
import org.rolegate.core.record.FailoverRecord;

/** What a group's MBean reads. Thread-safe. */
public interface GroupSource {

    Topology topology();

    /** Returns what became of the last changes of the master, newest first. */
    List<FailoverRecord> failovers();
}
