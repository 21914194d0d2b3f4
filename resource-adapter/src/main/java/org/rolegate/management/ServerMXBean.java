package org.rolegate.management;

/** One Redis node. */
@Description("One Redis node")
public interface ServerMXBean extends TrafficAttributes {
    @Description("Its id")
    String getName();

    @Description("The group it belongs to")
    String getGroup();

    @Description("Its configured address")
    String getAddress();

    @Description("HAProxy's words: UP, UP 2/3 (going down), DOWN, DOWN 1/2 (going up), DRAIN, MAINT, INI")
    String getStatus();

    @Description("What it says itself: master, replica or unknown; saying so does not make it the master in use")
    String getRole();

    @Description("It is the master in use")
    boolean isElected();

    @Description("It says master and is not the master in use: it gets no byte")
    boolean isFenced();

    @Description("What an operator wants of it: ready, drain or maint")
    String getAdminState();

    @Description("How the last check ended, in HAProxy's codes")
    String getCheckStatus();

    @Description("The last check in words")
    String getLastCheck();

    @Description("Age of the last check")
    @Unit("ms")
    long getLastCheckAgeMillis();

    @Description("Replication offset, -1 if unknown")
    @Unit("B")
    long getOffset();

    @Description("How far it was behind the master in use, -1 if unknown or if they write different histories")
    @Unit("B")
    long getLagBytes();

    @Description("How long ago the master in use may have had what it has now, -1 if unknown")
    @Unit("ms")
    long getLagMillis();

    @Description("A replica's link to its master; true for a master")
    boolean isLinkUp();

    @Description("master_replid: the history that it writes or follows")
    String getReplicationId();

    @Description("The id of this run of its process")
    String getRunId();

    @Description("Connections to it that failed")
    long getConnectionErrorsTotal();

    @Description("Failed checks while it was up")
    long getCheckFailuresTotal();

    @Description("How often it went down")
    long getDownTransitionsTotal();

    @Description("How long it was down in all, this time included")
    @Unit("ms")
    long getDowntimeMillis();

    @Description("When it last went up or down, since 1970")
    @Unit("ms")
    long getLastChangeMillis();

    @Changes
    @Description("Takes sessions again as its health and role allow")
    void ready();

    @Changes
    @Description("Keeps its sessions and takes no new one")
    void drain();

    @Changes
    @Description("Takes no new session, and its word counts for nothing in an election")
    void maintenance();

    @Changes
    @Description("Cuts its sessions and returns how many")
    int killSessions();
}
