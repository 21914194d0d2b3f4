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
 * @param asleep true if the observations are from before a pause of this process
 * @param vote the vote of the Sentinels
 * @param inUse the last accepted master; empty before the first election
 * @param failoverAnnounced true if a Sentinel announced a failover, but neither its end nor its abort
 * @param awaited true if a Sentinel announced the promotion of a replica of the master in use, and it was not seen yet
 * @param givenUp true if a failover was aborted since the master in use was accepted, and none is under way
 * @param votedLong true if the Sentinels have named the same server for longer than their hello messages need to spread
 * @param votedSince true if all votes were requested after the master in use stopped replying
 * @param rivals the ids of the servers that claimed to be master while the master in use was still the right one
 * @param abandoned the ids of the servers whose promotion was aborted
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
        long seen =
                others(claimant).stream().filter(view -> view.follows(claimant)).count();
        int told = claimant.reported().map(reported -> reported.replicas()).orElse(0);
        return (int) Math.max(seen, told);
    }

    /** Returns the ids of the servers that were not checked yet as text; empty if all were. */
    String unasked() {
        return servers.stream()
                .filter(view -> view.admin() != Admin.MAINT && view.health().state() == Health.State.INIT)
                .map(ServerView::id)
                .collect(Collectors.joining(", "));
    }

    /** Returns whether an announced failover chose this server for promotion. */
    boolean announced(ServerView claimant) {
        return successors.stream().anyMatch(claimant::answersTo);
    }

    /** Returns the ids of the other claimants that were promoted from a history as text; empty if there are none. */
    String claimantsFrom(String replicationId, ServerView beside) {
        return claimants().stream()
                .filter(view -> !view.id().equals(beside.id()))
                .filter(view -> view.reported().orElseThrow().descendsFrom(replicationId))
                .map(ServerView::id)
                .collect(Collectors.joining(" and "));
    }

    /** Returns whether all servers that reply report only their role, and not their master. */
    boolean followersUnseen() {
        List<Replication> answers = servers.stream()
                .filter(view -> view.health().up())
                .flatMap(view -> view.reported().stream())
                .toList();
        return !answers.isEmpty()
                && answers.stream().allMatch(reported -> reported.source() == Replication.Source.HELLO);
    }

    /** Returns the state of every server as text, for a verdict without a master. */
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
