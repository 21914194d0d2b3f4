package org.rolegate.core.tracking;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.rolegate.core.model.Admin;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Health;
import org.rolegate.core.model.Replication;
import org.rolegate.core.model.ServerView;

/**
 * The input of an election. Immutable.
 *
 * @param servers the views of all configured servers
 * @param stale true if the observations are from before a pause of this process
 * @param vote the vote of the Sentinels
 * @param inUse the last accepted master; empty before the first election
 * @param failoverAnnounced true if a Sentinel announced a failover, but neither its end nor its abort
 * @param promotionPending true if a Sentinel announced the promotion of a replica of the master in use, and it was not
 *     seen yet
 * @param failoverAborted true if a failover was aborted since the master in use was accepted, and none is under way
 * @param voteStable true if the Sentinels have named the same server for longer than their hello messages need to
 *     spread
 * @param votedSinceSilence true if all votes were requested after the master in use stopped replying
 * @param staleClaims the ids of the servers that claimed to be master while the master in use was still the right one
 * @param abortedPromotions the ids of the servers whose promotion was aborted
 * @param successors the addresses of the replicas that announced failovers chose for promotion
 */
record Evidence(
        List<ServerView> servers,
        boolean stale,
        Vote vote,
        Optional<MasterReference> inUse,
        boolean failoverAnnounced,
        boolean promotionPending,
        boolean failoverAborted,
        boolean voteStable,
        boolean votedSinceSilence,
        Set<String> staleClaims,
        Set<String> abortedPromotions,
        Set<Endpoint> successors) {

    ServerView server(String id) {
        return servers.stream()
                .filter(view -> view.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no server " + id + " among " + servers));
    }

    /** Returns the claimants, without servers in maintenance. */
    List<ServerView> claimants() {
        return servers.stream()
                .filter(view -> view.admin() != Admin.MAINT && view.claimsMaster())
                .toList();
    }

    /** Returns the servers other than the given one, without servers in maintenance. */
    List<ServerView> others(ServerView one) {
        return servers.stream()
                .filter(view -> view.admin() != Admin.MAINT && !view.id().equals(one.id()))
                .toList();
    }

    /** Returns the number of replicas of a claimant, as reported by them or by the claimant. */
    int followersOf(ServerView claimant) {
        long following =
                others(claimant).stream().filter(view -> view.follows(claimant)).count();
        int reportedReplicas =
                claimant.reported().map(reported -> reported.replicas()).orElse(0);
        return (int) Math.max(following, reportedReplicas);
    }

    /** Returns the ids of the servers that were not checked yet as text; empty if all were. */
    String unchecked() {
        return servers.stream()
                .filter(view -> view.admin() != Admin.MAINT && view.health().state() == Health.State.INIT)
                .map(ServerView::id)
                .collect(Collectors.joining(", "));
    }

    /** Returns whether an announced failover chose this server for promotion. */
    boolean isChosenForPromotion(ServerView claimant) {
        return successors.stream().anyMatch(claimant::hasAddress);
    }

    /** Returns the ids of the other claimants that were promoted from a history as text; empty if there are none. */
    String claimantsFrom(String replicationId, ServerView except) {
        return claimants().stream()
                .filter(view -> !view.id().equals(except.id()))
                .filter(view -> view.reported().orElseThrow().descendsFrom(replicationId))
                .map(ServerView::id)
                .collect(Collectors.joining(" and "));
    }

    /** Returns whether all servers that reply report only their role, and not their master. */
    boolean followersUnknown() {
        List<Replication> replies = servers.stream()
                .filter(view -> view.health().up())
                .flatMap(view -> view.reported().stream())
                .toList();
        return !replies.isEmpty()
                && replies.stream().allMatch(reported -> reported.source() == Replication.Source.HELLO);
    }

    /** Returns the state of every server as text, for a verdict without a master. */
    String describeServers() {
        return servers.stream().map(view -> view.id() + " " + describe(view)).collect(Collectors.joining("; "));
    }

    static String describe(ServerView view) {
        if (view.admin() == Admin.MAINT) {
            return "is in maintenance";
        }
        return view.health().up() ? "reports role " + view.role().keyword() : view.lastCheck();
    }
}
