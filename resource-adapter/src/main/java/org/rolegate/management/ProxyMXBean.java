package org.rolegate.management;

import java.util.Map;

/** Rolegate as a whole. */
@Description("Rolegate as a whole")
public interface ProxyMXBean extends TrafficAttributes {
    @Description("The version of the EAR")
    String getVersion();

    @Description("Start time, ISO 8601")
    String getStarted();

    @Description("Time since the start")
    @Unit("ms")
    long getUptimeMillis();

    @Description("Transport of the sockets: epoll or nio")
    String getTransport();

    @Description("Event loops that relay sessions; one more runs probes and elections")
    int getEventLoops();

    @Description("Age of the oldest event loop heartbeat; one is due every 1000 ms")
    @Unit("ms")
    long getEventLoopLagMillis();

    @Description(
            "Memory that sessions use for unanswered requests and connection state; sessions below 4 KiB are not counted")
    @Unit("bytes")
    long getKeptBytes();

    @Description("Times that a session could not keep its requests because the shared memory budget was used up")
    long getUnkeptTotal();

    @Description("Whether every server of every group was checked at least once")
    boolean isFirstProbeRoundDone();

    @Override
    @Description("Sum of the frontends' highest session counts")
    int getMaxSessions();

    @Description("Ids of the groups")
    String[] getGroups();

    @Description("Ids of the frontends")
    String[] getFrontends();

    @Description("Ended sessions by cause: HAProxy's two termination letters and a name")
    Map<String, Long> getEndingsTotal();
}
