package org.rolegate.management;

import java.util.List;

import org.rolegate.core.stats.StatsRow;

/** The source of the proxy's MBean. Thread-safe. */
public interface ProxySource {
    String version();

    String transport();

    int eventLoops();

    long eventLoopLagMillis();

    /** Returns how many bytes of unanswered requests and connection state the sessions keep. */
    long keptBytes();

    /** Returns how often a session could not keep its requests because the memory budget was used up. */
    long unkeptTotal();

    boolean probedOnce();

    /** Returns the counters of every frontend. */
    List<StatsRow> frontendRows();

    List<String> groupIds();

    List<String> frontendIds();
}
