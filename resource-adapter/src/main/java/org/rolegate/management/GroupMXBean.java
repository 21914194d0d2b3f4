package org.rolegate.management;

import java.util.List;

/** One replicated data set, and the result of its election. */
@Description("One replicated data set, and the result of its election")
public interface GroupMXBean {
    @Description("The id of the group")
    String getName();

    @Description("The master name in the Sentinels; empty without Sentinels")
    String getMasterName();

    @Description("The id of the master in use; empty if there is none")
    String getMasterId();

    @Description("The address of the master in use; empty if there is none")
    String getMasterAddress();

    @Description("Why this server is the master, or why there is none")
    String getReason();

    @Description("The Sentinels' config-epoch at which the master was accepted; -1 without Sentinels")
    long getEpoch();

    @Description("Time of the last change of the master, ISO 8601")
    String getSince();

    @Description("Time of the last change of the master, in ms since 1970")
    @Unit("ms")
    long getSinceMillis();

    @Description("Whether every server was checked at least once")
    boolean isFirstProbeRoundDone();

    @Description("Changes of the master since the start, losses included")
    long getChangesTotal();

    @Description("Ids of the servers")
    String[] getServers();

    @Description("The Sentinels, configured ones first")
    List<SentinelRow> getSentinels();

    @Description(
            "Fence that holds requests to the master: asleep, frozen, switchover, failover, isolated; empty if none")
    String getFenceKind();

    @Description("Reason of the fence; empty if there is none")
    String getFenceReason();

    @Description("Begin of the fence, in ms since 1970; 0 if there is none")
    @Unit("ms")
    long getFenceSinceMillis();

    @Description("Clients held now: queued without a server, or parked with pending bytes")
    int getHeldSessions();

    @Changes
    @Description("Moves the master to the named replica, or to the best one if the name is empty; requests are held"
            + " meanwhile. Returns what was done. Fails with the reason if the switchover was aborted")
    String switchover(String server);

    @Changes
    @Description(
            "Ends the fence 'frozen': forwards requests to a master that restarted with less data (restarted-empty=freeze)")
    void thaw();

    @Description("The last 100 flight records, newest first: time line, toll and evidence of each failover")
    List<FailoverRow> getFailovers();

    @Description("The flight records as JSON")
    String getFailoversJson();
}
