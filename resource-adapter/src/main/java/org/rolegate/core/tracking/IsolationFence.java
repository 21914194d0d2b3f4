package org.rolegate.core.tracking;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.rolegate.core.model.Replication;
import org.rolegate.core.model.ServerView;

/**
 * The detector of an isolated master. A master that no replica follows any more may be cut off from its replicas. Then
 * the next failover discards the writes that it acknowledges.
 *
 * <pre>
 *             a replica has the data      none has it, though one with its link up replies,
 *             the master had              or the replicas and most Sentinels do not reply
 *   UNARMED -------------------&gt; ARMED ---------------------------------------------------&gt; CUT OFF
 *      ^                          ^ ^                                                        |
 *      | another history          | +---- a replica has it again, or none is linked any more -+
 *      +--------------------------+
 * </pre>
 *
 * <p>If no replica is linked any more and the group has Sentinels, the fence ends only when two conditions hold. Most
 * Sentinels name the master, and they see neither a failure nor a failover.
 *
 * <p>Replicas that are dead, loading, synchronizing or not streamed to yet ({@link ReplicationLinks}) do not indicate
 * isolation. Only a replica does that reports its link as up while its offset stands still and the master's advances.
 * Its reply is compared with the offset that the master had a window before the request of that reply. A reply that has
 * only become old since is a reason to check again fast, not to hold clients.
 *
 * <p>If no replica replies at all, the votes of the Sentinels decide: a master that most of them reach is not isolated.
 * If a replica stands still, their votes do not count, since they name an isolated master until {@code down-after} is
 * over.
 */
final class IsolationFence {

    private final long window;
    private final Set<String> followed = new HashSet<>();
    private final ReplicationLinks links = new ReplicationLinks();
    private String replicationId = "";
    private final long maxSilence;
    private boolean isolated;
    private boolean suspected;

    /**
     * Creates an unarmed fence.
     *
     * @param window the tolerated lag in nanoseconds; zero disables the fence
     * @param maxSilence the time in nanoseconds for which a server may leave its checks without a reply
     */
    IsolationFence(long window, long maxSilence) {
        this.window = window;
        this.maxSilence = maxSilence;
    }

    /** Returns whether the replies of the linked replicas are too old to prove that they follow the master. */
    boolean suspected() {
        return suspected;
    }

    /** Evaluates the latest views; returns the reason why the master is considered isolated, or empty. */
    Optional<String> update(ServerView master, List<ServerView> servers, OffsetHistory offsets, Vote vote, long now) {
        if (window == 0) {
            return Optional.empty();
        }
        String id = master.reported().map(Replication::replicationId).orElse("");
        if (!id.equals(replicationId)) {
            replicationId = id;
            followed.clear();
            links.clear();
            isolated = false;
        }
        suspected = false;
        OptionalLong due = offsets.certainAt(now - window);
        List<ServerView> others =
                servers.stream().filter(view -> !view.id().equals(master.id())).toList();
        links.update(others, offsets);
        List<ServerView> replicas = others.stream()
                .filter(view -> view.reported().filter(offsets::comparable).isPresent())
                .toList();
        boolean reached = false;
        for (ServerView replica : replicas) {
            if (due.isEmpty() || replica.reported().orElseThrow().offset() >= due.getAsLong()) {
                reached = true;
                if (due.isPresent() && isLinked(replica)) {
                    followed.add(replica.id());
                }
            }
        }
        if (reached || followed.isEmpty()) {
            isolated = false;
            return Optional.empty();
        }
        List<ServerView> linked = replicas.stream()
                .filter(replica -> followed.contains(replica.id()) && isLinked(replica))
                .toList();
        suspected = !linked.isEmpty();
        if (isolated) {
            isolated = !linked.isEmpty() || !isConfirmed(master, vote);
        } else {
            isolated = linked.stream().anyMatch(replica -> isStalled(replica, offsets))
                    || allUnresponsive(replicas, vote, now);
        }
        return isolated
                ? Optional.of(master.id() + " looks isolated: no replica has the data that it had " + window / 1_000_000
                        + " ms ago" + (vote.hasSentinels() ? "; " + vote.description() : ""))
                : Optional.empty();
    }

    private boolean allUnresponsive(List<ServerView> replicas, Vote vote, long now) {
        return vote.hasSentinels()
                && vote.voting() < vote.majority()
                && replicas.stream().allMatch(replica -> isUnresponsive(replica, now));
    }

    /**
     * Returns whether the Sentinels confirm the master.
     *
     * <p>Just after a partition has healed, a Sentinel that replies may still be about to name another master.
     */
    private static boolean isConfirmed(ServerView master, Vote vote) {
        return !vote.hasSentinels() || vote.elects(master.id()) && vote.masterHealthy();
    }

    /** Returns whether a replica with a working stream lacked data that was a whole window old when it was checked. */
    private boolean isStalled(ServerView replica, OffsetHistory offsets) {
        if (!links.isStreaming(replica)) {
            return false;
        }
        OptionalLong due = offsets.certainAt(replica.requestedAt() - window);
        return due.isPresent() && replica.reported().orElseThrow().offset() < due.getAsLong();
    }

    private boolean isUnresponsive(ServerView replica, long now) {
        return !replica.check().ok() || now - replica.requestedAt() > maxSilence;
    }

    private static boolean isLinked(ServerView replica) {
        return replica.health().up() && replica.reported().orElseThrow().linked();
    }
}
