package org.rolegate.management;

/** The counters that frontends, backends and servers share. */
public interface TrafficAttributes {
    @Description("Sessions open now")
    int getCurrentSessions();

    @Description("Most sessions open at once since the start")
    int getMaxSessions();

    @Description("Sessions opened since the start")
    long getSessionsTotal();

    @Description("Bytes from clients to servers")
    @Unit("B")
    long getBytesInTotal();

    @Description("Bytes from servers to clients")
    @Unit("B")
    long getBytesOutTotal();
}
