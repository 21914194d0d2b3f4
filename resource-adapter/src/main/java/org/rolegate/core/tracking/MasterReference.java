package org.rolegate.core.tracking;

import java.util.Optional;

import org.rolegate.core.model.Replication;
import org.rolegate.core.model.ServerView;

/**
 * The last accepted master, with which claimants are compared; it stays while there is no master. Immutable.
 *
 * @param server its id
 * @param runId the run id of its process, empty if unknown
 * @param replicationId the id of the history that it writes, empty if unknown
 * @param epoch the Sentinels' config-epoch at which it was accepted, -1 without Sentinels
 * @param offset the newest replication offset that it reported, -1 if unknown
 * @param ground the reason for its acceptance as text; empty if the vote of the Sentinels is the only reason
 */
record MasterReference(String server, String runId, String replicationId, long epoch, long offset, String ground) {

    static MasterReference to(ServerView master, long epoch, String ground) {
        Replication reported = master.reported().orElseThrow();
        return new MasterReference(
                master.id(), reported.runId(), reported.replicationId(), epoch, reported.offset(), ground);
    }

    /**
     * Returns whether the server still writes the same history in the same run of its process.
     *
     * <p>A master may change its replication id during a run:
     * <ul>
     *   <li>without a previous id, when its first replica attaches and when the last one has been gone for
     *       {@code repl-backlog-ttl} (an hour);
     *   <li>with its own former id as the previous one, when {@code REPLICAOF NO ONE} follows a {@code REPLICAOF} that
     *       had not synchronized.
     * </ul>
     */
    boolean isContinuedBy(Replication reported) {
        return agree(runId, reported.runId())
                && (agree(replicationId, reported.replicationId()) || hasOwnNewId(reported));
    }

    /** Returns whether the server was restarted since it was accepted. */
    boolean isRestart(Replication reported) {
        return !agree(runId, reported.runId());
    }

    private boolean hasOwnNewId(Replication reported) {
        return !runId.isEmpty()
                && runId.equals(reported.runId())
                && (reported.previousId().isEmpty() || reported.descendsFrom(replicationId));
    }

    /** Returns a description if the server was restarted with less data than it had. */
    Optional<String> describeDataLoss(MasterReference now) {
        boolean less = server.equals(now.server)
                && !agree(runId, now.runId)
                && offset >= 0
                && now.offset >= 0
                && now.offset < offset;
        return less
                ? Optional.of(server + " restarted with less data: replication offset " + now.offset
                        + ", before the restart " + offset)
                : Optional.empty();
    }

    /** Returns this reference with the reported ids, which also fill in those that an earlier reply lacked. */
    MasterReference completedBy(Replication reported, long newerEpoch) {
        return new MasterReference(
                server,
                runId.isEmpty() ? reported.runId() : runId,
                reported.replicationId().isEmpty() ? replicationId : reported.replicationId(),
                Math.max(epoch, newerEpoch),
                Math.max(offset, reported.offset()),
                ground);
    }

    private static boolean agree(String known, String reported) {
        return known.isEmpty() || reported.isEmpty() || known.equals(reported);
    }
}
