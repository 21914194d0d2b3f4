package org.rolegate.management;

import java.util.List;

import org.rolegate.core.stats.StatsRow;

/** What the proxy's MBean reads. Thread-safe. */
public interface ProxySource {
    String version();

    String transport();

    int eventLoops();

    long eventLoopLagMillis();

    /** Returns how many bytes sessions keep for other servers. */
    long keptBytes();

    /** Returns how often they kept less than they would have. */
    long unkeptTotal();

    boolean probedOnce();

    /** Returns the counters of every frontend. */
    List<StatsRow> frontendRows();

    List<String> groupIds();

    List<String> frontendIds();
}
