package org.rolegate.core.record;

import java.util.List;

/**
 * What became of one doubt about the master: a time line, its toll, and the evidence.
 *
 * @param number counts the records from 1
 * @param over false while it is still under way
 * @param beganEpochMillis the first doubt on the wall clock
 * @param from the id of the master before
 * @param to the id of the master accepted, the same one if it came back; empty if there is none yet
 * @param acceptedAfterMillis from the first doubt until clients were let to the master accepted, or {@link #UNKNOWN}
 * @param firstSessionAfterMillis from the first doubt until the first bytes of a client went there, or {@link #UNKNOWN}
 * @param toll what became of the sessions whose server was lost
 * @param held clients that had to wait: every new one, and of the established ones the most at any one time
 * @param released those of them that went on
 * @param oldOffset the newest replication offset seen of the master before, or {@link #UNKNOWN}
 * @param newOffset that of the master accepted when it was, or {@link #UNKNOWN}
 * @param possiblyLostBytes what the new one lacks of what the old one was seen to have, or {@link #UNKNOWN} if the two do
 *     not write one history
 * @param reason the evidence in words
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
        List<Moment> timeline) {

    /** What is not, or not yet, known. */
    public static final long UNKNOWN = -1;

    /** What it came to. */
    public enum Kind {
        /** Another server is master. */
        TAKEOVER("takeover"),
        /** There was no master, and then the same one again. */
        RETURN("return"),
        /** There is no master yet. */
        LOSS("loss"),
        /** Clients were held back from a master that stayed in use. */
        FENCE("fence");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public FailoverRecord {
        timeline = List.copyOf(timeline);
    }
}
