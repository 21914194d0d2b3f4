package org.rolegate.management;

/** One Redis node. */
@Description("One Redis node")
public interface ServerMXBean extends TrafficAttributes {
    @Description("The id of the server")
    String getName();

    @Description("The group it belongs to")
    String getGroup();

    @Description("Its configured address")
    String getAddress();

    @Description("Status as in HAProxy: UP, UP 2/3 (going down), DOWN, DOWN 1/2 (going up), DRAIN, MAINT, INI")
    String getStatus();

    @Description(
            "The role that the server reports: master, replica or unknown; the election decides which master is in use")
    String getRole();

    @Description("Whether the server is the master in use")
    boolean isElected();

    @Description("Whether the server reports role master and is not the master in use; it gets no traffic")
    boolean isStaleClaim();

    @Description("The state that an operator set: ready, drain or maint")
    String getAdminState();

    @Description("Result of the last check, as HAProxy's code")
    String getCheckStatus();

    @Description("Result of the last check, as text")
    String getLastCheck();

    @Description("Age of the last check")
    @Unit("ms")
    long getLastCheckAgeMillis();

    @Description("Replication offset; -1 if unknown")
    @Unit("B")
    long getOffset();

    @Description("Bytes behind the master in use; -1 if unknown or if the replication histories differ")
    @Unit("B")
    long getLagBytes();

    @Description("Age of the data compared with the master in use; -1 if unknown")
    @Unit("ms")
    long getLagMillis();

    @Description("Whether a replica's link to its master is up; true for a master")
    boolean isLinkUp();

    @Description("Id of the replication history that the server writes or follows (master_replid)")
    String getReplicationId();

    @Description("Id of the current run of its process (run_id)")
    String getRunId();

    @Description("Failed connections of sessions to the server")
    long getConnectionErrorsTotal();

    @Description("Checks that failed while the server was up")
    long getCheckFailuresTotal();

    @Description("Number of times that the server went down")
    long getDownTransitionsTotal();

    @Description("Total time down, the current outage included")
    @Unit("ms")
    long getDowntimeMillis();

    @Description("Time of the last change between up and down, in ms since 1970")
    @Unit("ms")
    long getLastChangeMillis();

    @Changes
    @Description("Lets the server take sessions again, as its health and role allow")
    void ready();

    @Changes
    @Description("Keeps the sessions of the server and sends it no new ones")
    void drain();

    @Changes
    @Description("Sends the server no new sessions and excludes it from the election")
    void maintenance();

    @Changes
    @Description("Closes the sessions of the server and returns their number")
    int killSessions();
}
