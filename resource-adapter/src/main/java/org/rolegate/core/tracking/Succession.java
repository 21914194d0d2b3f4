package org.rolegate.core.tracking;

import java.util.Optional;

import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Role;
import org.rolegate.core.model.ServerView;

/** The rules by which a claimant supersedes the master in use: a newer vote, or lineage and a second proof. */
final class Succession {

    private Succession() {}

    /** Returns the reason why a claimant supersedes the master in use; empty if it does not. */
    static Optional<String> supersedes(ServerView claimant, MasterReference reference, Evidence evidence) {
        Vote vote = evidence.vote();
        if (vote.carries(claimant.id()) && vote.epoch() > reference.epoch()) {
            return Optional.of(vote.description());
        }
        if (contradicts(vote, claimant.id(), reference)) {
            return Optional.empty();
        }
        ServerView held = evidence.server(reference.server());
        if (rightAgain(claimant, held, reference, evidence)) {
            return Optional.of(
                    "the failover to " + held.id() + " was aborted, and it does not reply; " + vote.description());
        }
        Replication reported = claimant.reported().orElseThrow();
        if (reported.descendsFrom(reference.replicationId())) {
            return witness(claimant, held, reference, evidence)
                    .map(seen -> "promoted from " + held.id() + "'s history (replid2 "
                            + shortened(reported.previousId()) + "), " + seen);
        }
        if (held.follows(claimant)) {
            return Optional.of(held.id() + ", the last master, replicates from it");
        }
        return withoutIds(claimant, held, reference, evidence);
    }

    /**
     * Returns whether an older master is the right one again. This is the only way back to an older master.
     *
     * <p>The newer one must be down, Sentinel must have aborted its failover, and all Sentinels that reply must have
     * named the older one for longer than their hello messages need to spread.
     */
    private static boolean rightAgain(
            ServerView claimant, ServerView held, MasterReference reference, Evidence evidence) {
        Vote vote = evidence.vote();
        return held.health().down()
                && evidence.givenUp()
                && evidence.votedLong()
                && vote.carries(claimant.id())
                && vote.supporters() == vote.voting()
                && vote.epoch() >= reference.epoch();
    }

    /**
     * Returns the second proof for a claimant that continues the history of the master in use; empty if there is none.
     *
     * <p>With lineage alone, a stray {@code REPLICAOF NO ONE} would take the traffic from a healthy master.
     */
    private static Optional<String> witness(
            ServerView claimant, ServerView held, MasterReference reference, Evidence evidence) {
        if (held.health().down() && !leftToTheSentinels(claimant, reference, evidence)) {
            return Optional.of(held.id() + " does not reply");
        }
        if (held.role() == Role.REPLICA && !followsAnother(held, claimant, evidence)) {
            return Optional.of(held.id() + " reports role replica");
        }
        if (evidence.announced(claimant)) {
            return Optional.of("a Sentinel announced the failover");
        }
        if (held.claimsMaster()
                && reference.endedBy(held.reported().orElseThrow())
                && !evidence.vote().asked()
                && evidence.claimantsFrom(held.reported().orElseThrow().replicationId(), claimant)
                        .isEmpty()) {
            return Optional.of(held.id() + " restarted since");
        }
        return evidence.vote().carries(claimant.id())
                ? Optional.of(evidence.vote().description())
                : Optional.empty();
    }

    /**
     * Returns whether the Sentinels have decided, but not for this claimant.
     *
     * <p>This is the case if one of these conditions holds:
     * <ul>
     *   <li>They announced a promotion that was not seen yet. If they chose this claimant, the announcement is the proof.
     *   <li>They aborted the promotion of this claimant.
     *   <li>The group has Sentinels, and the claim is stale.
     *   <li>They were polled after the master stopped replying and see no failure: it may be unreachable only from
     *       here.
     * </ul>
     */
    private static boolean leftToTheSentinels(ServerView claimant, MasterReference reference, Evidence evidence) {
        Vote vote = evidence.vote();
        return evidence.awaited()
                || evidence.abandoned().contains(claimant.id())
                || evidence.rivals().contains(claimant.id()) && vote.asked()
                || evidence.votedSince() && vote.restsOnAnother(claimant.id()) && vote.epoch() >= reference.epoch();
    }

    /** Returns whether the old master follows another server: that one is its successor, not this claimant. */
    private static boolean followsAnother(ServerView held, ServerView claimant, Evidence evidence) {
        return !held.follows(claimant) && evidence.servers().stream().anyMatch(held::follows);
    }

    static boolean contradicts(Vote vote, String id, MasterReference reference) {
        return vote.carried() && vote.epoch() > reference.epoch() && !vote.carries(id);
    }

    /** Decides by the replicas alone, if there are neither Sentinels nor replication ids. */
    private static Optional<String> withoutIds(
            ServerView claimant, ServerView held, MasterReference reference, Evidence evidence) {
        boolean idsKnown = !reference.replicationId().isEmpty()
                && !claimant.reported().orElseThrow().replicationId().isEmpty();
        if (idsKnown || evidence.vote().asked() || held.claimsMaster()) {
            return Optional.empty();
        }
        boolean alone = evidence.claimants().size() == 1;
        return alone && evidence.followersOf(claimant) > 0
                ? Optional.of(
                        "the only server that reports role master, and replicas follow it; replication ids are unknown"
                                + " because INFO is not permitted")
                : Optional.empty();
    }

    private static String shortened(String id) {
        return id.length() <= 8 ? id : id.substring(0, 8);
    }
}
