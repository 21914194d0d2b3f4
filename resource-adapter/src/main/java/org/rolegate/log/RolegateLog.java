package org.rolegate.log;

import java.lang.invoke.MethodHandles;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/**
 * What Rolegate says to the people on call: one line per change, never one per check or session.
 *
 * <p>Ids: 01xxx tracking, 02xxx sessions, 03xxx network, 05xxx resource adapter. An id is never used again for something
 * else.
 */
@MessageLogger(projectCode = "RLG", length = 5)
public interface RolegateLog extends BasicLogger {

    RolegateLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), RolegateLog.class, "org.rolegate");

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1001, value = "Group %s: the master is %s (%s), before: %s. %s")
    void masterElected(String group, String server, String address, String before, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 1002, value = "Group %s: NO MASTER, before: %s. %s")
    void masterLost(String group, String before, String reason);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1003, value = "Group %s: server %s (%s) is up and says %s")
    void serverUp(String group, String server, String address, String role);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 1004, value = "Group %s: server %s (%s) is down: %s")
    void serverDown(String group, String server, String address, String why);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1005, value = "Group %s: server %s now says %s, before: %s")
    void roleChanged(String group, String server, String role, String before);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1006, value = "Group %s: Sentinel %s (%s) answers")
    void sentinelUp(String group, String sentinel, String address);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 1007, value = "Group %s: Sentinel %s (%s) does not answer: %s")
    void sentinelDown(String group, String sentinel, String address, String why);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1008, value = "Group %s: no master yet. %s")
    void noMasterYet(String group, String reason);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1009, value = "Group %s: an operator set server %s to %s, before: %s")
    void adminChanged(String group, String server, String wanted, String before);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 1010,
            value =
                    "Group %s: the Sentinel configured at %s is the same as another one (%s, %s): it has one vote, and this"
                            + " entry is left out")
    void sentinelTwice(String group, String address, String one, String other);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 1011, value = "Part of the tracking failed; it goes on with the next tick")
    void tickFailed(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 1012, value = "Group %s: a listener of topology changes failed; the others were told")
    void listenerFailed(String group, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 1013, value = "Group %s: server %s does not let the Sentinels' hellos be heard: %s")
    void hellosRefused(String group, String server, String why);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1014, value = "Group %s: clients of the master are held back (%s). %s")
    void fenceBegan(String group, String kind, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 1015, value = "Group %s: CLIENTS HELD BACK from the master (%s). %s")
    void graveFenceBegan(String group, String kind, String reason);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1016, value = "Group %s: clients are no longer held back (%s) after %d ms; the master in use: %s")
    void fenceEnded(String group, String kind, long millis, String master);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 1017, value = "Group %s: SECOND MASTER: %s (%s) says master beside %s and gets no byte. %s")
    void secondMaster(String group, String server, String address, String inUse, String reason);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 1018, value = "Group %s: LESS DATA: %s")
    void restartedEmpty(String group, String what);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1019, value = "Group %s: an operator lets clients in, before: %s")
    void thawed(String group, String reason);

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
    @Message(id = 2003, value = "Group %s: planned switchover: %s")
    void switchoverDone(String group, String what);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 2004, value = "Group %s: no switchover: %s")
    void switchoverAborted(String group, String why);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 2005,
            value =
                    "Group %s: server %s keeps the replica-priority %s that it got for a switchover; set it back to %s by"
                            + " hand (CONFIG SET replica-priority): %s")
    void priorityStays(String group, String server, String now, String before, String why);

    @LogMessage(level = Logger.Level.INFO)
    @Message(
            id = 2001,
            value = "Group %s: %d sessions of the %s backend leave their server, which lost it: they go on with another"
                    + " or are cut")
    void sessionsCut(String group, int sessions, String backend);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 2002, value = "Group %s: an operator killed %d sessions of server %s")
    void sessionsKilled(String group, int sessions, String server);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 3001, value = "Frontend %s listens on %s for the %s of group %s")
    void frontendOpen(String frontend, String address, String role, String group);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 3002, value = "An event loop still ran five seconds after it was told to stop")
    void loopsStuck();

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 3003, value = "Frontend %s could not accept %d connections since this was last said: %s")
    void acceptFailed(String frontend, long times, String why);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 3007,
            value = "Frontend %s did not let in %d connections since this was last said, the last one from %s: %s")
    void connectionsDenied(String frontend, long times, String address, String why);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 3008,
            value = "Frontend %s closed %d sessions that do not speak Redis since this was last said, the last one"
                    + " spoke %s from %s")
    void foreignProtocol(String frontend, long times, String protocol, String address);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 3009,
            value = "The limit of %d open files leaves room for about %d clients, and maxconn allows %s. Raise it"
                    + " (ulimit -n, LimitNOFILE) or lower maxconn")
    void fewDescriptors(long limit, long room, String allowed);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 3004, value = "An event loop has not moved for %d ms")
    void loopsLag(long millis);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 3005, value = "All event loops move again")
    void loopsMoveAgain();

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 3006, value = "A part of Rolegate could not be stopped; the rest is")
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
                    "No MicroProfile Health in this server: the rolegate-* checks are not served. WildFly: run docs/wildfly.cli;"
                            + " Open Liberty: add the feature mpHealth-4.0")
    void noHealth();

    @LogMessage(level = Logger.Level.INFO)
    @Message(
            id = 5004,
            value =
                    "No MicroProfile Config in this server: settings are read from system properties and the environment"
                            + " only. Open Liberty: add the feature mpConfig-3.1")
    void noConfig();

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 5005, value = "A timer of Rolegate failed and goes on")
    void timerFailed(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 5006, value = "The application server refused a thread for an event loop")
    void workRejected(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 5008, value = "A short task of Rolegate failed")
    void taskFailed(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 5007, value = "Could not tell the container that a connection to %s is stale")
    void staleNotTold(String server, @Cause Throwable cause);
}
