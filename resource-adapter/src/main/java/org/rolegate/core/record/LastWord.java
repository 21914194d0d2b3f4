package org.rolegate.core.record;

import org.rolegate.core.model.Replication;
import org.rolegate.core.model.ServerView;

/**
 * The newest offset that a master was seen to have, and in which history.
 *
 * @param history its replication id, empty if unknown
 * @param ancestor the history that it was promoted from, empty if none
 */
record LastWord(String server, String history, String ancestor, long offset) {

    static final LastWord NONE = new LastWord("", "", "", Replication.UNKNOWN_OFFSET);

    static LastWord of(ServerView view) {
        return view.said()
                .map(said -> new LastWord(view.id(), said.replicationId(), said.previousId(), said.offset()))
                .orElse(NONE);
    }

    /** Returns the newer of this word and one that the same server says of the same history, else this one. */
    LastWord followedBy(ServerView view) {
        LastWord next = of(view);
        return view.claimsMaster() && next.server.equals(server) && next.history.equals(history) && next.offset > offset
                ? next
                : this;
    }

    /** Returns how many bytes another master lacks of what this one had, {@link FailoverRecord#UNKNOWN} if that cannot be told. */
    long missingIn(LastWord successor) {
        boolean oneHistory =
                !history.isEmpty() && (history.equals(successor.history) || history.equals(successor.ancestor));
        boolean bothTell = offset != Replication.UNKNOWN_OFFSET && successor.offset != Replication.UNKNOWN_OFFSET;
        return oneHistory && bothTell ? Math.max(0, offset - successor.offset) : FailoverRecord.UNKNOWN;
    }
}
