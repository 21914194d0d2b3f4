package org.rolegate.core.tracking;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.rolegate.core.model.Replication;
import org.rolegate.core.model.ServerView;

/**
 * The isolation fence: a master that no replica follows any more may be cut off, and what it acknowledges thrown away by the
 * failover to come.
 *
 * <pre>
 *             a replica has what          none has it, though one with its link up answers,
 *             the master had              or the replicas and most Sentinels are silent
 *   UNARMED -------------------&gt; ARMED ---------------------------------------------------&gt; CUT OFF
 *      ^                          ^ ^                                                        |
 *      | another history          | +---- a replica has it again, or none is linked any more -+
 *      +--------------------------+
 * </pre>
 *
 * <p>None is linked any more: then, where there are Sentinels, most of them have to name the master, and be at rest.
 *
 * <p>Replicas that are dead, loading, synchronizing or not streamed to yet ({@link ReplicationLinks}) are no sign of a cut: only one
 * that thinks itself linked, and does not move while the master does. Its answer is held against what the master had a window
 * before that answer was asked for: one that has merely become old since is a reason to ask again fast, not to hold clients.
 * If none answers at all, the Sentinels are asked: a master that most of them reach is not cut off. Beside a replica that
 * stands still their word counts for nothing: they go on naming a master that was cut off until {@code down-after} is over.
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
     * Makes an unarmed fence.
     *
     * @param window in nanoseconds; zero switches the fence off
     * @param silence for how long a server may leave its questions unanswered, in nanoseconds
     */
    IsolationFence(long window, long silence) {
        this.window = window;
        this.silence = silence;
    }

    /** Tells whether the answers of the replicas are too old to say that they follow. */
    boolean suspected() {
        return suspected;
    }

    /** Looks again; returns why the master is held to be cut off, or nothing. */
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

    /** As soon as the network is whole again a Sentinel that answers may still be about to name another master. */
    private static boolean trusted(ServerView master, Vote vote) {
        return !vote.asked() || vote.carries(master.id()) && vote.settled();
    }

    /** Tells whether a replica that is streamed to, when it was asked, lacked what the master had had for a whole window. */
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
