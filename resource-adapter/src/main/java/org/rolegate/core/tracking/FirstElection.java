package org.rolegate.core.tracking;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.rolegate.core.model.Admin;
import org.rolegate.core.model.ServerView;

/**
 * The election while no master was accepted yet: by the majority of the Sentinels if the group has Sentinels, otherwise
 * by a single claimant that the replicas follow.
 */
final class FirstElection {

    /** The result of the check whether the other servers support a claimant. */
    record FollowerCheck(boolean supported, String description) {}

    private FirstElection() {}

    static MasterPolicy.Outcome decide(Evidence evidence) {
        return evidence.vote().hasSentinels() ? bySentinels(evidence) : byFollowers(evidence);
    }

    private static MasterPolicy.Outcome bySentinels(Evidence evidence) {
        Vote vote = evidence.vote();
        if (!vote.hasMajority()) {
            return noMaster(evidence, "no master was elected yet: " + vote.description());
        }
        Optional<ServerView> named = vote.server().map(evidence::server);
        if (named.isEmpty()) {
            return noMaster(
                    evidence,
                    vote.description() + ", which is not among the configured servers: " + evidence.describeServers());
        }
        ServerView server = named.get();
        if (server.admin() == Admin.MAINT || !server.claimsMaster()) {
            return noMaster(evidence, vote.description() + ", but " + server.id() + " " + Evidence.describe(server));
        }
        String doubt = promotionDoubt(server, evidence);
        if (!doubt.isEmpty()) {
            return noMaster(evidence, vote.description() + ", but a failover may be under way: " + doubt);
        }
        return MasterPolicy.electedByVote(server, vote, "");
    }

    /**
     * Returns the evidence that the named master was just superseded; empty if there is none.
     *
     * <p>For up to two seconds after a promotion, most Sentinels may still name the old master.
     */
    private static String promotionDoubt(ServerView named, Evidence evidence) {
        Vote vote = evidence.vote();
        boolean signs = !vote.masterHealthy() || evidence.failoverAnnounced();
        String promoted = evidence.claimantsFrom(named.reported().orElseThrow().replicationId(), named);
        if (!promoted.isEmpty() && (signs || vote.supporters() < vote.known())) {
            return promoted + " reports role master and continues the history of " + named.id();
        }
        return signs && !evidence.unchecked().isEmpty() ? evidence.unchecked() + " was not checked yet" : "";
    }

    private static MasterPolicy.Outcome byFollowers(Evidence evidence) {
        if (!evidence.unchecked().isEmpty()) {
            // The first server that replies must not win, since a later claimant would need far stronger evidence.
            return noMaster(evidence, "no master was elected yet: " + evidence.unchecked() + " was not checked yet");
        }
        List<ServerView> claimants = evidence.claimants();
        if (claimants.isEmpty()) {
            return noMaster(evidence, "no server reports role master: " + evidence.describeServers());
        }
        if (claimants.size() == 1) {
            ServerView only = claimants.get(0);
            FollowerCheck check = checkFollowers(only, evidence);
            return check.supported()
                    ? MasterPolicy.elected(only, -1, check.description())
                    : noMaster(evidence, only.id() + " reports role master, but " + check.description());
        }
        List<ServerView> followed = claimants.stream()
                .filter(claimant -> evidence.followersOf(claimant) > 0)
                .toList();
        String names = claimants.stream().map(ServerView::id).collect(Collectors.joining(" and "));
        if (followed.size() == 1) {
            ServerView chosen = followed.get(0);
            return MasterPolicy.elected(chosen, -1, names + " report role master; replicas follow only " + chosen.id());
        }
        return noMaster(
                evidence,
                names + " report role master, and "
                        + (evidence.followersUnknown()
                                ? "it is unknown which of them the replicas follow"
                                : followed.isEmpty() ? "no replica follows any of them" : "more than one has replicas")
                        + "; the evidence does not decide between them");
    }

    /** Returns whether the other servers support a single claimant, with the reason. */
    static FollowerCheck checkFollowers(ServerView claimant, Evidence evidence) {
        List<ServerView> others = evidence.others(claimant);
        if (others.isEmpty()) {
            return new FollowerCheck(true, "the only server that takes part in the election");
        }
        List<String> otherClaimants = others.stream()
                .filter(ServerView::claimsMaster)
                .map(ServerView::id)
                .toList();
        if (!otherClaimants.isEmpty()) {
            return new FollowerCheck(
                    false,
                    String.join(" and ", otherClaimants)
                            + (otherClaimants.size() == 1 ? " also reports" : " also report") + " role master");
        }
        int followers = evidence.followersOf(claimant);
        if (followers > 0) {
            return new FollowerCheck(
                    true,
                    "the only server that reports role master, and " + followers
                            + (followers == 1 ? " replica follows" : " replicas follow") + " it");
        }
        if (evidence.followersUnknown()) {
            return new FollowerCheck(
                    false,
                    "it is unknown which server the replicas follow: Rolegate's user may run neither INFO nor ROLE");
        }
        String unresponsive = others.stream()
                .filter(view -> !view.health().up())
                .map(ServerView::id)
                .collect(Collectors.joining(", "));
        return new FollowerCheck(
                false,
                "no replica follows it"
                        + (unresponsive.isEmpty()
                                ? ""
                                : ", and " + unresponsive + " cannot be checked: one of them may have been promoted"
                                        + " (set a dead server to maintenance to exclude it)"));
    }

    private static MasterPolicy.Outcome noMaster(Evidence evidence, String reason) {
        return MasterPolicy.noMaster(evidence, Optional.empty(), reason);
    }
}
