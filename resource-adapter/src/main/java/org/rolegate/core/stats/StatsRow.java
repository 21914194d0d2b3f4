package org.rolegate.core.stats;

import java.util.Map;
import java.util.TreeMap;

import org.rolegate.core.session.Ending;

/**
 * One reading of the counters of a frontend, backend or server, the same for all users.
 *
 * @param sessions now open
 * @param maxSessions open at once, since the start
 * @param sessionsTotal opened since the start
 * @param bytesIn from clients to servers
 * @param bytesOut from servers to clients
 * @param incidents the incidents of clients
 * @param connectionErrors connections to a server that failed
 * @param endings ended sessions by cause; causes that never occurred are left out
 */
public record StatsRow(
        int sessions,
        int maxSessions,
        long sessionsTotal,
        long bytesIn,
        long bytesOut,
        Incidents incidents,
        long connectionErrors,
        Map<Ending, Long> endings) {

    /**
     * The incidents of clients, noticed by them or not.
     *
     * @param denied connections that were denied; they are no sessions
     * @param uncertain how often a client got {@code -UNCERTAIN} replies
     * @param uncertainAnswers by name, the commands that were answered {@code -UNCERTAIN}
     * @param moved how often a session left its server for another one
     * @param resumed how often such a session resumed
     */
    public record Incidents(long denied, long uncertain, CommandCounts uncertainAnswers, long moved, long resumed) {

        public static final Incidents NONE = new Incidents(0, 0, CommandCounts.NONE, 0, 0);
    }

    public StatsRow {
        endings = Map.copyOf(endings);
    }

    public long ended(Ending ending) {
        return endings.getOrDefault(ending, 0L);
    }

    /** Returns the endings by their labels, sorted. */
    public Map<String, Long> endingsByLabel() {
        Map<String, Long> labelled = new TreeMap<>();
        endings.forEach((ending, count) -> labelled.put(ending.label(), count));
        return labelled;
    }
}
