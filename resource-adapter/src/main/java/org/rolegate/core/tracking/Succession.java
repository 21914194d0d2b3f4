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
        if (vote.elects(claimant.id()) && vote.epoch() > reference.epoch()) {
            return Optional.of(vote.description());
        }
        if (contradicts(vote, claimant.id(), reference)) {
            return Optional.empty();
        }
        ServerView current = evidence.server(reference.server());
        if (isRestored(claimant, current, reference, evidence)) {
            return Optional.of(
                    "the failover to " + current.id() + " was aborted, and it does not reply; " + vote.description());
        }
        Replication reported = claimant.reported().orElseThrow();
        if (reported.descendsFrom(reference.replicationId())) {
            return secondProof(claimant, current, reference, evidence)
                    .map(proof -> "promoted from " + current.id() + "'s history (replid2 "
                            + shortened(reported.previousId()) + "), " + proof);
        }
        if (current.follows(claimant)) {
            return Optional.of(current.id() + ", the last master, replicates from it");
        }
        return withoutIds(claimant, current, reference, evidence);
    }

    /**
     * Returns whether an older master is the right one again. This is the only way back to an older master.
     *
     * <p>The newer one must be down, Sentinel must have aborted its failover, and all Sentinels that reply must have
     * named the older one for longer than their hello messages need to spread.
     */
    private static boolean isRestored(
            ServerView claimant, ServerView current, MasterReference reference, Evidence evidence) {
        Vote vote = evidence.vote();
        return current.health().down()
                && evidence.failoverAborted()
                && evidence.voteStable()
                && vote.elects(claimant.id())
                && vote.supporters() == vote.voting()
                && vote.epoch() >= reference.epoch();
    }

    /**
     * Returns the second proof for a claimant that continues the history of the master in use; empty if there is none.
     *
     * <p>With lineage alone, a stray {@code REPLICAOF NO ONE} would take the traffic from a healthy master.
     */
    private static Optional<String> secondProof(
            ServerView claimant, ServerView current, MasterReference reference, Evidence evidence) {
        if (current.health().down() && !sentinelsDecideOtherwise(claimant, reference, evidence)) {
            return Optional.of(current.id() + " does not reply");
        }
        if (current.role() == Role.REPLICA && !followsAnother(current, claimant, evidence)) {
            return Optional.of(current.id() + " reports role replica");
        }
        if (evidence.isChosenForPromotion(claimant)) {
            return Optional.of("a Sentinel announced the failover");
        }
        if (current.claimsMaster()
                && reference.isRestart(current.reported().orElseThrow())
                && !evidence.vote().hasSentinels()
                && evidence.claimantsFrom(current.reported().orElseThrow().replicationId(), claimant)
                        .isEmpty()) {
            return Optional.of(current.id() + " restarted since");
        }
        return evidence.vote().elects(claimant.id())
                ? Optional.of(evidence.vote().description())
                : Optional.empty();
    }

    /**
     * Returns whether the Sentinels have decided, but not for this claimant.
     *
     * <p>This is the case if one of these conditions holds:
     * <ul>
     *   <li>They announced a promotion that was not seen yet. If they chose this claimant, the announcement is the
     *       proof.
     *   <li>They aborted the promotion of this claimant.
     *   <li>The group has Sentinels, and the claim is stale.
     *   <li>They were polled after the master stopped replying and see no failure: it may be unreachable only from
     *       here.
     * </ul>
     */
    private static boolean sentinelsDecideOtherwise(ServerView claimant, MasterReference reference, Evidence evidence) {
        Vote vote = evidence.vote();
        return evidence.promotionPending()
                || evidence.abortedPromotions().contains(claimant.id())
                || evidence.staleClaims().contains(claimant.id()) && vote.hasSentinels()
                || evidence.votedSinceSilence()
                        && vote.electsAnother(claimant.id())
                        && vote.epoch() >= reference.epoch();
    }

    /** Returns whether the old master follows another server: that one is its successor, not this claimant. */
    private static boolean followsAnother(ServerView current, ServerView claimant, Evidence evidence) {
        return !current.follows(claimant) && evidence.servers().stream().anyMatch(current::follows);
    }

    static boolean contradicts(Vote vote, String id, MasterReference reference) {
        return vote.hasMajority() && vote.epoch() > reference.epoch() && !vote.elects(id);
    }

    /** Decides by the replicas alone, if there are neither Sentinels nor replication ids. */
    private static Optional<String> withoutIds(
            ServerView claimant, ServerView current, MasterReference reference, Evidence evidence) {
        boolean idsKnown = !reference.replicationId().isEmpty()
                && !claimant.reported().orElseThrow().replicationId().isEmpty();
        if (idsKnown || evidence.vote().hasSentinels() || current.claimsMaster()) {
            return Optional.empty();
        }
        boolean single = evidence.claimants().size() == 1;
        return single && evidence.followersOf(claimant) > 0
                ? Optional.of(
                        "the only server that reports role master, and replicas follow it; replication ids are unknown"
                                + " because INFO is not permitted")
                : Optional.empty();
    }

    private static String shortened(String id) {
        return id.length() <= 8 ? id : id.substring(0, 8);
    }
}
