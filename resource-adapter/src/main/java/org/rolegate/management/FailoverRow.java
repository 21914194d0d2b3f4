package org.rolegate.management;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.rolegate.core.record.FailoverRecord;
import org.rolegate.core.record.TimelineEntry;

/**
 * One record of the flight recorder as MBeans show it.
 *
 * @param number counts the records from 1
 * @param kind takeover, return, loss or fence
 * @param over false while it is still under way
 * @param began the first doubt, ISO 8601
 * @param beganMillis the same, since 1970
 * @param from the id of the master before
 * @param to the id of the master accepted; empty if there is none yet
 * @param acceptedAfterMillis from the first doubt until clients could use it, -1 if they were not yet
 * @param firstSessionAfterMillis from the first doubt until the first client bytes were forwarded to it, -1 if none were yet
 * @param cut sessions that ended since their server was lost, or lost its role
 * @param moved sessions that left their server for another one
 * @param resumed how often such a session resumed
 * @param uncertain clients that got {@code -UNCERTAIN} replies
 * @param uncertainAnswersByCommand by name, the commands that were answered {@code -UNCERTAIN}
 * @param held clients that were held: every new one, and of the established ones the most at any one time
 * @param released those of them that were released
 * @param oldOffset the newest replication offset seen of the master before, -1 if unknown
 * @param newOffset that of the master accepted when it was, -1 if unknown
 * @param possiblyLostBytes how many bytes of the old one the new one lacks, -1 if unknown
 * @param reason the evidence, as a text
 * @param timeline the entries of the time line
 */
public record FailoverRow(
        long number,
        String kind,
        boolean over,
        String began,
        long beganMillis,
        String from,
        String to,
        long acceptedAfterMillis,
        long firstSessionAfterMillis,
        long cut,
        long moved,
        long resumed,
        long uncertain,
        Map<String, Long> uncertainAnswersByCommand,
        int held,
        int released,
        long oldOffset,
        long newOffset,
        long possiblyLostBytes,
        String reason,
        List<TimelineEntry> timeline) {

    static FailoverRow of(FailoverRecord flight) {
        return new FailoverRow(
                flight.number(),
                flight.kind().keyword(),
                flight.over(),
                Instant.ofEpochMilli(flight.beganEpochMillis()).toString(),
                flight.beganEpochMillis(),
                flight.from(),
                flight.to(),
                flight.acceptedAfterMillis(),
                flight.firstSessionAfterMillis(),
                flight.toll().cut(),
                flight.toll().moved(),
                flight.toll().resumed(),
                flight.toll().uncertain(),
                flight.toll().uncertainAnswers().byName(),
                flight.held(),
                flight.released(),
                flight.oldOffset(),
                flight.newOffset(),
                flight.possiblyLostBytes(),
                flight.reason(),
                flight.timeline());
    }
}
