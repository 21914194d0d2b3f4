package org.rolegate.core.tracking;

import java.util.Optional;

import org.rolegate.core.model.Replication;
import org.rolegate.core.model.ServerView;

/**
 * The master last accepted: what a claimant is measured against, kept while there is no master.
 *
 * @param server its id
 * @param runId the run of its process, empty if unknown
 * @param replicationId the history that it writes, empty if unknown
 * @param epoch the Sentinels' config-epoch at which it was accepted, -1 without Sentinels
 * @param offset the newest replication offset it was seen to have, -1 if unknown
 * @param ground why it was accepted, in words; empty if the Sentinels' vote says it all
 */
record MasterReference(String server, String runId, String replicationId, long epoch, long offset, String ground) {

    static MasterReference to(ServerView master, long epoch, String ground) {
        Replication reported = master.reported().orElseThrow();
        return new MasterReference(
                master.id(), reported.runId(), reported.replicationId(), epoch, reported.offset(), ground);
    }

    /**
     * Tells whether the server goes on writing the same history in the same run of its process.
     *
     * <p>A master changes its replication id in the midst of a run and has none before it, when its first replica
     * attaches and when the last one has been gone for {@code repl-backlog-ttl} (an hour); what it had itself before it,
     * when {@code REPLICAOF NO ONE} followed a {@code REPLICAOF} that had not synchronized.
     */
    boolean continuedBy(Replication reported) {
        return agree(runId, reported.runId()) && (agree(replicationId, reported.replicationId()) || ownNewId(reported));
    }

    /** Tells whether the server was started anew since it was accepted. */
    boolean endedBy(Replication reported) {
        return !agree(runId, reported.runId());
    }

    private boolean ownNewId(Replication reported) {
        return !runId.isEmpty()
                && runId.equals(reported.runId())
                && (reported.previousId().isEmpty() || reported.descendsFrom(replicationId));
    }

    /** Returns in words if a server that was started anew has less than it had. */
    Optional<String> lessIn(MasterReference now) {
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

    /** Returns this reference with the ids of now, and those that an earlier, weaker reply lacked. */
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
