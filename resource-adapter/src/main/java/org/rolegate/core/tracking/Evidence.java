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
 * All that an election looks at.
 *
 * @param servers every configured server
 * @param asleep what is known is from before this process stood still
 * @param vote what the Sentinels say
 * @param inUse the master last accepted; empty before the first election
 * @param failoverAnnounced a Sentinel announced a failover, and neither its end nor its abort
 * @param awaited a Sentinel announced the promotion of a replica of the master in use, and it is to be seen yet
 * @param givenUp a failover was given up since the master in use was accepted, and none is under way
 * @param votedLong the Sentinels have named the same server for longer than their news needs to spread
 * @param votedSince all votes are from after the master in use fell silent
 * @param rivals the ids of those that said master while the master in use was still the right one
 * @param abandoned the ids of those whose promotion was given up
 * @param successors the addresses of the replicas that announced failovers chose for promotion
 */
record Evidence(
        List<ServerView> servers,
        boolean asleep,
        Vote vote,
        Optional<MasterReference> inUse,
        boolean failoverAnnounced,
        boolean awaited,
        boolean givenUp,
        boolean votedLong,
        boolean votedSince,
        Set<String> rivals,
        Set<String> abandoned,
        Set<Endpoint> successors) {

    ServerView server(String id) {
        return servers.stream()
                .filter(view -> view.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no server " + id + " among " + servers));
    }

    /** Returns the servers that say master, without those whose word the operator took away. */
    List<ServerView> claimants() {
        return servers.stream()
                .filter(view -> view.admin() != Admin.MAINT && view.claimsMaster())
                .toList();
    }

    /** Returns the servers beside the given one whose word counts. */
    List<ServerView> others(ServerView one) {
        return servers.stream()
                .filter(view -> view.admin() != Admin.MAINT && !view.id().equals(one.id()))
                .toList();
    }

    /** Returns how many replicas a claimant has, as they or it say. */
    int followersOf(ServerView claimant) {
        long seen =
                others(claimant).stream().filter(view -> view.follows(claimant)).count();
        int told = claimant.reported().map(reported -> reported.replicas()).orElse(0);
        return (int) Math.max(seen, told);
    }

    /** Returns the servers that were not asked yet, in words; empty if all were. */
    String unasked() {
        return servers.stream()
                .filter(view -> view.admin() != Admin.MAINT && view.health().state() == Health.State.INIT)
                .map(ServerView::id)
                .collect(Collectors.joining(", "));
    }

    /** Tells whether an announced failover chose this server for promotion. */
    boolean announced(ServerView claimant) {
        return successors.stream().anyMatch(claimant::answersTo);
    }

    /** Returns the claimants beside the given one that were promoted from a history, in words; empty if none. */
    String claimantsFrom(String replicationId, ServerView beside) {
        return claimants().stream()
                .filter(view -> !view.id().equals(beside.id()))
                .filter(view -> view.reported().orElseThrow().descendsFrom(replicationId))
                .map(ServerView::id)
                .collect(Collectors.joining(" and "));
    }

    /** Tells whether every server that answers says its role alone, and not whom it follows. */
    boolean followersUnseen() {
        List<Replication> answers = servers.stream()
                .filter(view -> view.health().up())
                .flatMap(view -> view.reported().stream())
                .toList();
        return !answers.isEmpty()
                && answers.stream().allMatch(reported -> reported.source() == Replication.Source.HELLO);
    }

    /** Returns every server with what it says, for a verdict that names nobody. */
    String whatServersSay() {
        return servers.stream().map(view -> view.id() + " " + whatItSays(view)).collect(Collectors.joining("; "));
    }

    static String whatItSays(ServerView view) {
        if (view.admin() == Admin.MAINT) {
            return "is in maintenance";
        }
        return view.health().up() ? "reports role " + view.role().keyword() : view.lastCheck();
    }
}
