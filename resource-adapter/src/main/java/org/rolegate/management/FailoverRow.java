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
 * @param acceptedAfterMillis from the first doubt until clients were let to it, -1 if they were not yet
 * @param firstSessionAfterMillis from the first doubt until the first bytes of a client went there, -1 if none did yet
 * @param cut sessions that ended since their server was lost, or lost its role
 * @param moved sessions that left their server to go on with another one
 * @param resumed how often such a session went on
 * @param uncertain clients that were told that nobody knows whether their last commands were carried out
 * @param uncertainAnswersByCommand by name, the commands that were answered {@code -UNCERTAIN}
 * @param held clients that had to wait: every new one, and of the established ones the most at any one time
 * @param released those of them that went on
 * @param oldOffset the newest replication offset seen of the master before, -1 if unknown
 * @param newOffset that of the master accepted when it was, -1 if unknown
 * @param possiblyLostBytes what the new one lacks of what the old one was seen to have, -1 if unknown
 * @param reason the evidence in words
 * @param timeline what was noticed when
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

    static FailoverRow of(FailoverRecord kept) {
        return new FailoverRow(
                kept.number(),
                kept.kind().keyword(),
                kept.over(),
                Instant.ofEpochMilli(kept.beganEpochMillis()).toString(),
                kept.beganEpochMillis(),
                kept.from(),
                kept.to(),
                kept.acceptedAfterMillis(),
                kept.firstSessionAfterMillis(),
                kept.toll().cut(),
                kept.toll().moved(),
                kept.toll().resumed(),
                kept.toll().uncertain(),
                kept.toll().uncertainAnswers().byName(),
                kept.held(),
                kept.released(),
                kept.oldOffset(),
                kept.newOffset(),
                kept.possiblyLostBytes(),
                kept.reason(),
                kept.timeline());
    }
}
