package org.rolegate.management;

/** The servers of a group that play one role. */
@Description("The servers of a group that play one role")
public interface BackendMXBean extends TrafficAttributes {
    @Description("The role: master, replicas or any")
    String getName();

    @Description("The group")
    String getGroup();

    @Description("The balance of its frontends")
    String getBalance();

    @Description("UP while at least one server takes new sessions")
    String getStatus();

    @Description("Servers that take new sessions now")
    int getServersUp();

    @Description("Servers of the group")
    int getServersTotal();

    @Description("Failed connections of sessions to the servers")
    long getConnectionErrorsTotal();
}
