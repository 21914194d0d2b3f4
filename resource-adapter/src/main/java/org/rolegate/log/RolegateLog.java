package org.rolegate.log;

import java.lang.invoke.MethodHandles;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/**
 * The log messages of Rolegate, for the people on call: one line per change, never one per check or session.
 *
 * <p>Ids: 01xxx tracking, 02xxx sessions, 03xxx network, 05xxx resource adapter. An id is never used again for something
 * else.
 */
@MessageLogger(projectCode = "RLG", length = 5)
public interface RolegateLog extends BasicLogger {

    RolegateLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), RolegateLog.class, "org.rolegate");

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1001, value = "Group %s: the master is now %s (%s); before: %s. %s")
    void masterElected(String group, String server, String address, String before, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 1002, value = "Group %s: no master available (last: %s); clients wait up to hold-timeout. Reason: %s")
    void masterLost(String group, String before, String reason);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1003, value = "Group %s: server %s (%s) is up and reports role %s")
    void serverUp(String group, String server, String address, String role);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 1004, value = "Group %s: server %s (%s) is down: %s")
    void serverDown(String group, String server, String address, String why);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1005, value = "Group %s: server %s now reports role %s; before: %s")
    void roleChanged(String group, String server, String role, String before);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1006, value = "Group %s: Sentinel %s (%s) is up")
    void sentinelUp(String group, String sentinel, String address);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 1007, value = "Group %s: Sentinel %s (%s) is down: %s")
    void sentinelDown(String group, String sentinel, String address, String why);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1008, value = "Group %s: no master yet. Reason: %s")
    void noMasterYet(String group, String reason);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1009, value = "Group %s: an operator set server %s to %s; before: %s")
    void adminChanged(String group, String server, String wanted, String before);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 1010,
            value =
                    "Group %s: the Sentinel configured at %s is the same as another one (%s, %s). It has one vote, and this"
                            + " entry is ignored")
    void sentinelTwice(String group, String address, String one, String other);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 1011, value = "A periodic task of an event loop failed; it continues with the next tick")
    void tickFailed(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 1012, value = "Group %s: a listener of topology changes failed; the other listeners were notified")
    void listenerFailed(String group, @Cause Throwable cause);

    // 1013 is retired: a server refused the subscription to the Sentinels' hellos. Ids are never used again.

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1014, value = "Group %s: requests to the master are held (fence: %s). Reason: %s")
    void fenceBegan(String group, String kind, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 1015,
            value = "Group %s: requests to the master are held until this is resolved (fence: %s). Reason: %s")
    void graveFenceBegan(String group, String kind, String reason);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1016, value = "Group %s: requests are no longer held (fence: %s, %d ms); the master in use: %s")
    void fenceEnded(String group, String kind, long millis, String master);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 1017,
            value =
                    "Group %s: stale claim: %s (%s) reports role master beside %s, which is in use. It gets no traffic. %s")
    void secondMaster(String group, String server, String address, String inUse, String reason);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 1018, value = "Group %s: possible data loss: %s")
    void restartedEmpty(String group, String what);

    @LogMessage(level = Logger.Level.INFO)
    @Message(
            id = 1019,
            value = "Group %s: an operator thawed the group; requests are no longer held. Reason before: %s")
    void groupThawed(String group, String reason);

    @LogMessage(level = Logger.Level.INFO)
    @Message(
            id = 1020,
            value = "Group %s: %s took %d ms (%s): %d clients held, %d sessions moved, %d closed,"
                    + " %d commands uncertain, %s bytes possibly lost")
    void failoverSummary(
            String group,
            String failover,
            long millis,
            String firstClient,
            long held,
            long moved,
            long closed,
            long uncertain,
            String lostBytes);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 2003, value = "Group %s: planned switchover done: %s")
    void switchoverDone(String group, String what);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 2004, value = "Group %s: planned switchover aborted: %s")
    void switchoverAborted(String group, String why);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 2005,
            value =
                    "Group %s: server %s still has replica-priority %s, which was set for a switchover. Set it back to %s"
                            + " with CONFIG SET replica-priority. Cause: %s")
    void priorityNotRestored(String group, String server, String now, String before, String why);

    @LogMessage(level = Logger.Level.INFO)
    @Message(
            id = 2001,
            value =
                    "Group %s: moving %d sessions off %s, which left the backend %s. Sessions that cannot move are closed")
    void sessionsMoving(String group, int sessions, String servers, String backend);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 2002, value = "Group %s: an operator killed %d sessions of server %s")
    void sessionsKilled(String group, int sessions, String server);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 3001, value = "Frontend %s listens on %s for the backend %s of group %s")
    void frontendOpen(String frontend, String address, String role, String group);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 3002, value = "An event loop was still running 5 s after the stop")
    void loopsStuck();

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 3003,
            value = "Frontend %s failed to accept %d connections since the last such message. Last cause: %s")
    void acceptFailed(String frontend, long times, String why);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 3007,
            value = "Frontend %s denied %d connections since the last such message, the last one from %s: %s")
    void connectionsDenied(String frontend, long times, String address, String why);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 3008,
            value =
                    "Frontend %s closed %d sessions that did not use RESP since the last such message. The last one used"
                            + " %s, from %s")
    void foreignProtocol(String frontend, long times, String protocol, String address);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 3009,
            value = "The limit of %d open files is enough for about %d clients, but maxconn allows %s. Raise the limit"
                    + " (ulimit -n, LimitNOFILE) or lower maxconn")
    void fewDescriptors(long limit, long room, String allowed);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 3004, value = "An event loop has been blocked for %d ms")
    void loopsBlocked(long millis);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 3005, value = "All event loops run again")
    void loopsRunAgain();

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 3006, value = "A part of Rolegate failed to stop; the other parts are stopped")
    void stopFailed(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 5001, value = "Rolegate %s started: %d frontends, %d groups, transport %s, %d event loops")
    void started(String version, int frontends, int groups, String transport, int loops);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 5002, value = "Rolegate stopped")
    void stopped();

    @LogMessage(level = Logger.Level.INFO)
    @Message(
            id = 5003,
            value =
                    "This server has no MicroProfile Health, so the rolegate-* checks are not served. WildFly: run docs/wildfly.cli."
                            + " Open Liberty: add the feature mpHealth-4.0")
    void noHealth();

    @LogMessage(level = Logger.Level.INFO)
    @Message(
            id = 5004,
            value =
                    "This server has no MicroProfile Config, so settings are read from system properties and the environment"
                            + " only. Open Liberty: add the feature mpConfig-3.1")
    void noConfig();

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 5005, value = "A periodic task of Rolegate failed; it continues with the next run")
    void timerFailed(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 5006, value = "The application server rejected a thread that Rolegate requested")
    void workRejected(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 5008, value = "A short task of Rolegate failed")
    void taskFailed(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 5007, value = "Failed to notify the container that a connection to %s is stale")
    void staleNotReported(String server, @Cause Throwable cause);
}
