package org.rolegate.core.tracking;

import java.util.Optional;

import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Role;
import org.rolegate.core.model.ServerView;

/** What it takes to supersede the master in use: a newer vote, or lineage and a second witness. */
final class Succession {

    private Succession() {}

    /** Returns why a claimant may take over from the master in use, if it may. */
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
     * The only way back to an older master: the newer one is dead, Sentinel gave its failover up, and all Sentinels that
     * answer have named the older one for longer than their hellos need.
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

    /** Lineage alone would let a stray {@code REPLICAOF NO ONE} take the traffic from a healthy master. */
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
     * Where there are Sentinels they decide, and this claimant is not what they decided: they announced a promotion and have
     * not chosen it, or gave its promotion up; or it said master long before; or they were asked since the master fell silent,
     * and are content with it, so that it is silent to us alone for all we know.
     */
    private static boolean leftToTheSentinels(ServerView claimant, MasterReference reference, Evidence evidence) {
        Vote vote = evidence.vote();
        return evidence.awaited()
                || evidence.abandoned().contains(claimant.id())
                || evidence.rivals().contains(claimant.id()) && vote.asked()
                || evidence.votedSince() && vote.restsOnAnother(claimant.id()) && vote.epoch() >= reference.epoch();
    }

    /** Whoever the old master was made to follow is its successor, not a stray claimant beside it. */
    private static boolean followsAnother(ServerView held, ServerView claimant, Evidence evidence) {
        return !held.follows(claimant) && evidence.servers().stream().anyMatch(held::follows);
    }

    static boolean contradicts(Vote vote, String id, MasterReference reference) {
        return vote.carried() && vote.epoch() > reference.epoch() && !vote.carries(id);
    }

    /** Where neither Sentinels nor replication ids can be had, only the replicas are left as witnesses. */
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
