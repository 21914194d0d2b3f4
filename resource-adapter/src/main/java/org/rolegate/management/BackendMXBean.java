package org.rolegate.management;

/** The servers of a group that play one role. */
@Description("The servers of a group that play one role")
public interface BackendMXBean extends TrafficAttributes {
    @Description("The role: master, replicas or any")
    String getName();

    @Description("The group")
    String getGroup();

    @Description("How its frontends spread their sessions")
    String getBalance();

    @Description("UP while at least one server takes sessions")
    String getStatus();

    @Description("Servers that take sessions now")
    int getServersUp();

    @Description("Servers of the group")
    int getServersTotal();

    @Description("Connections to servers that failed")
    long getConnectionErrorsTotal();
}
