package org.rolegate.core.tracking;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Role;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Verdict;

/**
 * The election: a pure function from evidence to one master, or to the reason why there is none.
 *
 * <pre>
 *                    {@link FirstElection}
 *   nothing in use ------------------------> in use
 *                                            |  ^ \
 *             no reply, demoted, restarted or |  |  \ superseded: lineage and a second proof,
 *             contradicted by the Sentinels   v  |   \ or the Sentinels at a newer epoch
 *                                           nobody ---+--> another one in use
 * </pre>
 *
 * <p>The last accepted master stays the reference while there is none. Each claimant is compared with it; the claim
 * alone is never enough.
 */
final class MasterPolicy {

    /**
     * The result of an election.
     *
     * @param reference the last accepted master after this election
     */
    record Outcome(Verdict verdict, Optional<MasterReference> reference) {}

    private record Heir(ServerView server, String reason) {}

    private MasterPolicy() {}

    static Outcome decide(Evidence evidence) {
        if (evidence.inUse().isEmpty()) {
            return FirstElection.decide(evidence);
        }
        MasterReference reference = evidence.inUse().get();
        List<Heir> heirs = evidence.claimants().stream()
                .filter(claimant -> !claimant.id().equals(reference.server()))
                .flatMap(claimant ->
                        Succession.supersedes(claimant, reference, evidence)
                                .map(reason -> new Heir(claimant, reason))
                                .stream())
                .toList();
        // After a pause, an announcement may be read before the newer vote that supersedes it.
        if (!heirs.isEmpty() && !evidence.asleep()) {
            return choose(heirs, evidence);
        }
        return keep(reference, evidence);
    }

    private static Outcome choose(List<Heir> heirs, Evidence evidence) {
        List<Heir> best = heirs.stream()
                .filter(heir -> evidence.vote().carries(heir.server().id()))
                .toList();
        if (best.isEmpty()) {
            best = heirs.stream()
                    .filter(heir -> heirs.stream().allMatch(other -> other.equals(heir) || descends(heir, other)))
                    .toList();
            if (best.size() == 1) {
                Heir only = best.get(0);
                String younger = evidence.claimantsFrom(
                        only.server().reported().orElseThrow().replicationId(), only.server());
                if (!younger.isEmpty()) {
                    return nobody(
                            evidence,
                            Optional.empty(),
                            only.server().id() + " is a candidate for the next master (" + only.reason() + "), but "
                                    + younger
                                    + " also reports role master and continues its history; the evidence does not decide between them");
                }
            }
        }
        if (best.size() != 1) {
            String names = heirs.stream().map(heir -> heir.server().id()).collect(Collectors.joining(" and "));
            return new Outcome(
                    new Verdict.Nobody(names
                            + " are candidates for the next master, and the evidence does not decide between them: "
                            + heirs.stream().map(Heir::reason).collect(Collectors.joining("; "))),
                    evidence.inUse());
        }
        ServerView server = best.get(0).server();
        Vote vote = evidence.vote();
        String reason = best.get(0).reason();
        if (reason.equals(vote.description())) {
            return electedByVote(server, vote, "");
        }
        return elected(server, epochOf(server, evidence), reason);
    }

    private static boolean descends(Heir heir, Heir other) {
        return heir.server()
                .reported()
                .orElseThrow()
                .descendsFrom(other.server().reported().orElseThrow().replicationId());
    }

    private static Outcome keep(MasterReference reference, Evidence evidence) {
        ServerView held = evidence.server(reference.server());
        Vote vote = evidence.vote();
        if (Succession.contradicts(vote, held.id(), reference)) {
            return nobody(evidence, Optional.empty(), contradiction(held, evidence));
        }
        if (!held.health().up() || held.role() == Role.UNKNOWN) {
            return nobody(
                    evidence,
                    Optional.of(held.id()),
                    held.id() + ", the last master, does not reply: " + held.lastCheck() + "; no new master yet"
                            + rivals(held, evidence));
        }
        if (!held.claimsMaster()) {
            String of = held.reported()
                    .flatMap(Replication::master)
                    .map(master -> " of " + master)
                    .orElse("");
            return nobody(
                    evidence,
                    Optional.empty(),
                    held.id() + ", the last master, now reports role replica" + of + "; no new master yet"
                            + rivals(held, evidence));
        }
        Replication reported = held.reported().orElseThrow();
        boolean rivalled = reported.descendsFrom(reference.replicationId())
                && !evidence.claimantsFrom(reference.replicationId(), held).isEmpty();
        if (!reference.continuedBy(reported) || rivalled) {
            return returned(held, reference, evidence);
        }
        long epoch = vote.carries(held.id()) ? vote.epoch() : reference.epoch();
        MasterReference completed = reference.completedBy(reported, epoch);
        return new Outcome(
                new Verdict.Elected(held.id(), completed.epoch(), isMaster(held, standing(held, completed, evidence))),
                Optional.of(completed));
    }

    private static String contradiction(ServerView held, Evidence evidence) {
        Vote vote = evidence.vote();
        String named = vote.server()
                .map(evidence::server)
                .map(view -> view.id()
                        + (view.health().up() ? " reports role " + view.role().keyword() : " does not reply"))
                .orElse(vote.address().orElseThrow() + " is not among the configured servers");
        return vote.description() + ", but " + named + "; " + held.id() + ", the last master, gets no traffic";
    }

    /**
     * Decides about the same node in a new run: its data may be gone or old, so it needs the evidence of a first
     * election.
     */
    private static Outcome returned(ServerView held, MasterReference reference, Evidence evidence) {
        Vote vote = evidence.vote();
        String back = held.id() + (reference.endedBy(said(held)) ? " restarted" : " began a new replication history")
                + " and reports role master";
        String promoted = evidence.claimantsFrom(reference.replicationId(), held);
        if (!promoted.isEmpty()) {
            return nobody(
                    evidence,
                    Optional.empty(),
                    back + "; not accepted, since " + promoted
                            + " also reports role master and continues the old history");
        }
        if (vote.asked()) {
            boolean carried = vote.carries(held.id())
                    && vote.settled()
                    && vote.epoch() >= reference.epoch()
                    && !evidence.failoverAnnounced();
            return carried
                    ? electedByVote(held, vote, "accepted again after a restart or a new history")
                    : nobody(
                            evidence,
                            Optional.empty(),
                            back + "; not accepted until the Sentinels agree on it: " + vote.description()
                                    + (evidence.failoverAnnounced() || !vote.settled()
                                            ? ", a failover may be under way"
                                            : ""));
        }
        FirstElection.Following following = FirstElection.following(held, evidence);
        return following.carries()
                ? elected(held, -1, "accepted again after a restart or a new history: " + following.description())
                : nobody(evidence, Optional.empty(), back + "; not accepted: " + following.description());
    }

    private static String standing(ServerView held, MasterReference reference, Evidence evidence) {
        Vote vote = evidence.vote();
        String ground = reference.ground();
        if (ground.isEmpty() && !vote.carries(held.id())) {
            ground = "in use, and no evidence against it";
        }
        return joined(ground, vote) + rivals(held, evidence);
    }

    private static String joined(String ground, Vote vote) {
        if (!vote.asked()) {
            return ground;
        }
        return ground.isEmpty() ? vote.description() : ground + "; " + vote.description();
    }

    private static String rivals(ServerView held, Evidence evidence) {
        List<String> rivals = evidence.claimants().stream()
                .map(ServerView::id)
                .filter(id -> !id.equals(held.id()))
                .toList();
        if (rivals.isEmpty()) {
            return "";
        }
        return "; " + String.join(" and ", rivals)
                + (rivals.size() == 1 ? " reports role master and gets" : " report role master and get")
                + " no traffic: no evidence supports the claim";
    }

    private static Replication said(ServerView server) {
        return server.reported().orElseThrow();
    }

    static Outcome elected(ServerView server, long epoch, String ground) {
        return new Outcome(
                new Verdict.Elected(server.id(), epoch, isMaster(server, ground)),
                Optional.of(MasterReference.to(server, epoch, ground)));
    }

    static Outcome electedByVote(ServerView server, Vote vote, String ground) {
        return new Outcome(
                new Verdict.Elected(server.id(), vote.epoch(), isMaster(server, joined(ground, vote))),
                Optional.of(MasterReference.to(server, vote.epoch(), ground)));
    }

    private static String isMaster(ServerView server, String reason) {
        return server.id() + " is master: " + reason;
    }

    static Outcome nobody(Evidence evidence, Optional<String> suspended, String reason) {
        return new Outcome(new Verdict.Nobody(reason, suspended), evidence.inUse());
    }

    /**
     * Returns the epoch of a new master. A vote for the superseded master belongs to an epoch that is superseded, too.
     */
    private static long epochOf(ServerView heir, Evidence evidence) {
        MasterReference former = evidence.inUse().orElseThrow();
        Vote vote = evidence.vote();
        boolean known = vote.carries(heir.id())
                || vote.server().filter(former.server()::equals).isPresent();
        return known ? Math.max(vote.epoch(), former.epoch()) : former.epoch();
    }
}
