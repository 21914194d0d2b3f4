package org.rolegate.management;

import java.util.List;

import org.rolegate.core.stats.StatsRow;

/** What the proxy's MBean reads. Thread-safe. */
public interface ProxySource {
    String version();

    String transport();

    int eventLoops();

    long eventLoopLagMillis();

    boolean probedOnce();

    /** Returns the counters of every frontend. */
    List<StatsRow> frontendRows();

    List<String> groupIds();

    List<String> frontendIds();
}
