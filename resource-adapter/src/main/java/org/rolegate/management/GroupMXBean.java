package org.rolegate.management;

import java.util.List;

/** One replicated data set, and the verdict over it. */
@Description("One replicated data set, and the verdict over it")
public interface GroupMXBean {
    @Description("Its id")
    String getName();

    @Description("The name that its Sentinels know it by; empty without Sentinels")
    String getMasterName();

    @Description("The id of the master in use; empty if there is none")
    String getMasterId();

    @Description("The address of the master in use; empty if there is none")
    String getMasterAddress();

    @Description("Why this server is the master, or why none is")
    String getReason();

    @Description("The Sentinels' config-epoch at which the master was accepted, -1 without")
    long getEpoch();

    @Description("When the master last changed, ISO 8601")
    String getSince();

    @Description("When the master last changed, since 1970")
    @Unit("ms")
    long getSinceMillis();

    @Description("Every server was checked at least once")
    boolean isFirstProbeRoundDone();

    @Description("How often the master changed since the start, losses included")
    long getChangesTotal();

    @Description("Ids of the servers")
    String[] getServers();

    @Description("The Sentinels, configured ones first")
    List<SentinelRow> getSentinels();

    @Description("Why clients are held back: asleep, frozen, switchover, failover, isolated; empty if they are not")
    String getFenceKind();

    @Description("The same in words; empty if they are not")
    String getFenceReason();

    @Description("Since when they are held back for this cause, since 1970; 0 if they are not")
    @Unit("ms")
    long getFenceSinceMillis();

    @Description("Clients that have to wait now: new ones, and established ones with something to pass on")
    int getHeldSessions();

    @Changes
    @Description("Moves the master to the named replica, or with an empty name to the best one, while clients are held;"
            + " returns what was done, or fails and says why, clients going on where they were")
    String switchover(String server);

    @Changes
    @Description("Lets clients in again to a master that came back with less data (restarted-empty=freeze)")
    void thaw();

    @Description("The last 100 changes of the master, newest first: time line, toll and evidence")
    List<FailoverRow> getFailovers();

    @Description("The same as JSON")
    String getFailoversJson();
}
