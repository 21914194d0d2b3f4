package org.rolegate.management;

import java.util.Map;

/** Rolegate as a whole. */
@Description("Rolegate as a whole")
public interface ProxyMXBean extends TrafficAttributes {
    @Description("The version of the EAR")
    String getVersion();

    @Description("When it started, ISO 8601")
    String getStarted();

    @Description("Time since the start")
    @Unit("ms")
    long getUptimeMillis();

    @Description("How bytes reach the kernel: epoll or nio")
    String getTransport();

    @Description("Event loops that relay sessions; one more runs probes and elections")
    int getEventLoops();

    @Description("Age of the oldest event loop heartbeat; one is due every 1000 ms")
    @Unit("ms")
    long getEventLoopLagMillis();

    @Description("What sessions keep to go on with another server, those that keep less than 4 KiB aside")
    @Unit("bytes")
    long getKeptBytes();

    @Description("Times a session kept less than it would have, since all together keep as much as they may")
    long getUnkeptTotal();

    @Description("Every server of every group was checked at least once")
    boolean isFirstProbeRoundDone();

    @Override
    @Description("Most sessions of all frontends together, taking the maximum of each")
    int getMaxSessions();

    @Description("Ids of the groups")
    String[] getGroups();

    @Description("Ids of the frontends")
    String[] getFrontends();

    @Description("Ended sessions by cause: HAProxy's two termination letters and a word")
    Map<String, Long> getEndingsTotal();
}
