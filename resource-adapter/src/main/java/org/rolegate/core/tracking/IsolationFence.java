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
    private final ReplicationLinks streams = new ReplicationLinks();
    private String history = "";
    private final long silence;
    private boolean cutOff;
    private boolean suspected;

    /**
     * Creates an unarmed fence.
     *
     * @param window the tolerated lag in nanoseconds; zero disables the fence
     * @param silence the time in nanoseconds for which a server may leave its checks without a reply
     */
    IsolationFence(long window, long silence) {
        this.window = window;
        this.silence = silence;
    }

    /** Returns whether the replies of the linked replicas are too old to prove that they follow the master. */
    boolean suspected() {
        return suspected;
    }

    /** Evaluates the latest views; returns the reason why the master is considered isolated, or empty. */
    Optional<String> look(ServerView master, List<ServerView> servers, OffsetHistory offsets, Vote vote, long now) {
        if (window == 0) {
            return Optional.empty();
        }
        String id = master.reported().map(Replication::replicationId).orElse("");
        if (!id.equals(history)) {
            history = id;
            followed.clear();
            streams.clear();
            cutOff = false;
        }
        suspected = false;
        OptionalLong due = offsets.certainAt(now - window);
        List<ServerView> others =
                servers.stream().filter(view -> !view.id().equals(master.id())).toList();
        streams.look(others, offsets);
        List<ServerView> replicas = others.stream()
                .filter(view -> view.reported().filter(offsets::comparable).isPresent())
                .toList();
        boolean reached = false;
        for (ServerView replica : replicas) {
            if (due.isEmpty() || replica.reported().orElseThrow().offset() >= due.getAsLong()) {
                reached = true;
                if (due.isPresent() && linked(replica)) {
                    followed.add(replica.id());
                }
            }
        }
        if (reached || followed.isEmpty()) {
            cutOff = false;
            return Optional.empty();
        }
        List<ServerView> linked = replicas.stream()
                .filter(replica -> followed.contains(replica.id()) && linked(replica))
                .toList();
        suspected = !linked.isEmpty();
        if (cutOff) {
            cutOff = !linked.isEmpty() || !trusted(master, vote);
        } else {
            cutOff = linked.stream().anyMatch(replica -> stoodStill(replica, offsets)) || alone(replicas, vote, now);
        }
        return cutOff
                ? Optional.of(master.id() + " looks isolated: no replica has the data that it had " + window / 1_000_000
                        + " ms ago" + (vote.asked() ? "; " + vote.description() : ""))
                : Optional.empty();
    }

    private boolean alone(List<ServerView> replicas, Vote vote, long now) {
        return vote.asked()
                && vote.voting() < vote.majority()
                && replicas.stream().allMatch(replica -> silent(replica, now));
    }

    /**
     * Returns whether the Sentinels confirm the master.
     *
     * <p>Just after a partition has healed, a Sentinel that replies may still be about to name another master.
     */
    private static boolean trusted(ServerView master, Vote vote) {
        return !vote.asked() || vote.carries(master.id()) && vote.settled();
    }

    /** Returns whether a replica with a working stream lacked data that was a whole window old when it was checked. */
    private boolean stoodStill(ServerView replica, OffsetHistory offsets) {
        if (!streams.carries(replica)) {
            return false;
        }
        OptionalLong due = offsets.certainAt(replica.reportedAskedAt() - window);
        return due.isPresent() && replica.reported().orElseThrow().offset() < due.getAsLong();
    }

    private boolean silent(ServerView replica, long now) {
        return !replica.check().ok() || now - replica.reportedAskedAt() > silence;
    }

    private static boolean linked(ServerView replica) {
        return replica.health().up() && replica.reported().orElseThrow().linked();
    }
}
