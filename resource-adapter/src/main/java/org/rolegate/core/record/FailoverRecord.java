package org.rolegate.core.record;

import java.util.List;

/**
 * One flight record: the time line, toll and evidence of a failover or a fence.
 *
 * @param number counts the records from 1
 * @param over false while it is still under way
 * @param beganEpochMillis the first doubt on the wall clock
 * @param from the id of the master before
 * @param to the id of the master accepted, the same one if it came back; empty if there is none yet
 * @param acceptedAfterMillis from the first doubt until clients could use the master accepted, or {@link #UNKNOWN}
 * @param firstSessionAfterMillis from the first doubt until the first client bytes were forwarded to it, or
 *     {@link #UNKNOWN}
 * @param toll the sessions closed, moved, resumed and uncertain
 * @param held clients that were held: every new one, and of the established ones the most at any one time
 * @param released those of them that were released
 * @param oldOffset the newest replication offset of the master before that was observed, or {@link #UNKNOWN}
 * @param newOffset that of the master accepted when it was, or {@link #UNKNOWN}
 * @param possiblyLostBytes by how much {@code newOffset} is behind {@code oldOffset}, or {@link #UNKNOWN} if the two do
 *     not belong to one replication history
 * @param reason the evidence, as a text
 * @param timeline the entries in order, from the first doubt
 */
public record FailoverRecord(
        long number,
        Kind kind,
        boolean over,
        long beganEpochMillis,
        String from,
        String to,
        long acceptedAfterMillis,
        long firstSessionAfterMillis,
        SessionTally.Toll toll,
        int held,
        int released,
        long oldOffset,
        long newOffset,
        long possiblyLostBytes,
        String reason,
        List<TimelineEntry> timeline) {

    /** A figure that is not known, or not known yet. */
    public static final long UNKNOWN = -1;

    /** The outcome. */
    public enum Kind {
        /** Another server became master. */
        TAKEOVER("takeover"),
        /** The same server is master again, after there was none. */
        RETURN("return"),
        /** There is no master yet. */
        LOSS("loss"),
        /** Clients were held while the master stayed in use. */
        FENCE("fence");

        private final String keyword;

        Kind(String keyword) {
            this.keyword = keyword;
        }

        /** Returns the keyword shown to people: takeover, return, loss or fence. */
        public String keyword() {
            return keyword;
        }
    }

    public FailoverRecord {
        timeline = List.copyOf(timeline);
    }
}
