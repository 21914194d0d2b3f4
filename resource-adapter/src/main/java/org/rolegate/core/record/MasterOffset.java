package org.rolegate.core.record;

import org.rolegate.core.model.Replication;
import org.rolegate.core.model.ServerView;

/**
 * The newest replication offset of a master that was observed, and its replication history.
 *
 * @param server the id of the master
 * @param history its replication id, empty if unknown
 * @param ancestor the replication id that it was promoted from, empty if none
 * @param offset its offset, {@link Replication#UNKNOWN_OFFSET} if unknown
 */
record MasterOffset(String server, String history, String ancestor, long offset) {

    static final MasterOffset NONE = new MasterOffset("", "", "", Replication.UNKNOWN_OFFSET);

    /** Returns the offset that a server reported last. */
    static MasterOffset of(ServerView view) {
        return view.reported()
                .map(reported ->
                        new MasterOffset(view.id(), reported.replicationId(), reported.previousId(), reported.offset()))
                .orElse(NONE);
    }

    /** Returns what a server reports now if it is the same master, in the same history and further on; this otherwise. */
    MasterOffset followedBy(ServerView view) {
        MasterOffset next = of(view);
        return view.claimsMaster() && next.server.equals(server) && next.history.equals(history) && next.offset > offset
                ? next
                : this;
    }

    /**
     * Returns how many bytes of this history another master lacks, {@link FailoverRecord#UNKNOWN} if an offset is unknown
     * or it belongs to another history.
     */
    long missingIn(MasterOffset successor) {
        boolean oneHistory =
                !history.isEmpty() && (history.equals(successor.history) || history.equals(successor.ancestor));
        boolean bothKnown = offset != Replication.UNKNOWN_OFFSET && successor.offset != Replication.UNKNOWN_OFFSET;
        return oneHistory && bothKnown ? Math.max(0, offset - successor.offset) : FailoverRecord.UNKNOWN;
    }
}
