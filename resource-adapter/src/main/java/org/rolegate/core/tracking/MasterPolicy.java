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
 *                                        no master ---+--> another one in use
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

    private record Candidate(ServerView server, String reason) {}

    private MasterPolicy() {}

    static Outcome decide(Evidence evidence) {
        if (evidence.inUse().isEmpty()) {
            return FirstElection.decide(evidence);
        }
        MasterReference reference = evidence.inUse().get();
        List<Candidate> candidates = evidence.claimants().stream()
                .filter(claimant -> !claimant.id().equals(reference.server()))
                .flatMap(
                        claimant -> Succession.supersedes(claimant, reference, evidence)
                                .map(reason -> new Candidate(claimant, reason))
                                .stream())
                .toList();
        // After a pause, an announcement may be read before the newer vote that supersedes it.
        if (!candidates.isEmpty() && !evidence.stale()) {
            return choose(candidates, evidence);
        }
        return reconsider(reference, evidence);
    }

    private static Outcome choose(List<Candidate> candidates, Evidence evidence) {
        List<Candidate> best = candidates.stream()
                .filter(candidate -> evidence.vote().elects(candidate.server().id()))
                .toList();
        if (best.isEmpty()) {
            best = candidates.stream()
                    .filter(candidate -> candidates.stream()
                            .allMatch(other -> other.equals(candidate) || descends(candidate, other)))
                    .toList();
            if (best.size() == 1) {
                Candidate only = best.get(0);
                String younger = evidence.claimantsFrom(
                        only.server().reported().orElseThrow().replicationId(), only.server());
                if (!younger.isEmpty()) {
                    return noMaster(
                            evidence,
                            Optional.empty(),
                            only.server().id() + " is a candidate for the next master (" + only.reason() + "), but "
                                    + younger
                                    + " also reports role master and continues its history; the evidence does not decide between them");
                }
            }
        }
        if (best.size() != 1) {
            String names = candidates.stream()
                    .map(candidate -> candidate.server().id())
                    .collect(Collectors.joining(" and "));
            return new Outcome(
                    new Verdict.NoMaster(names
                            + " are candidates for the next master, and the evidence does not decide between them: "
                            + candidates.stream().map(Candidate::reason).collect(Collectors.joining("; "))),
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

    private static boolean descends(Candidate candidate, Candidate other) {
        return candidate
                .server()
                .reported()
                .orElseThrow()
                .descendsFrom(other.server().reported().orElseThrow().replicationId());
    }

    private static Outcome reconsider(MasterReference reference, Evidence evidence) {
        ServerView current = evidence.server(reference.server());
        Vote vote = evidence.vote();
        if (Succession.contradicts(vote, current.id(), reference)) {
            return noMaster(evidence, Optional.empty(), contradiction(current, evidence));
        }
        if (!current.health().up() || current.role() == Role.UNKNOWN) {
            return noMaster(
                    evidence,
                    Optional.of(current.id()),
                    current.id() + ", the last master, does not reply: " + current.lastCheck() + "; no new master yet"
                            + staleClaims(current, evidence));
        }
        if (!current.claimsMaster()) {
            String of = current.reported()
                    .flatMap(Replication::master)
                    .map(master -> " of " + master)
                    .orElse("");
            return noMaster(
                    evidence,
                    Optional.empty(),
                    current.id() + ", the last master, now reports role replica" + of + "; no new master yet"
                            + staleClaims(current, evidence));
        }
        Replication reported = current.reported().orElseThrow();
        boolean contested = reported.descendsFrom(reference.replicationId())
                && !evidence.claimantsFrom(reference.replicationId(), current).isEmpty();
        if (!reference.isContinuedBy(reported) || contested) {
            return afterRestart(current, reference, evidence);
        }
        long epoch = vote.elects(current.id()) ? vote.epoch() : reference.epoch();
        MasterReference completed = reference.completedBy(reported, epoch);
        return new Outcome(
                new Verdict.Elected(
                        current.id(), completed.epoch(), isMaster(current, standing(current, completed, evidence))),
                Optional.of(completed));
    }

    private static String contradiction(ServerView current, Evidence evidence) {
        Vote vote = evidence.vote();
        String named = vote.server()
                .map(evidence::server)
                .map(view -> view.id()
                        + (view.health().up() ? " reports role " + view.role().keyword() : " does not reply"))
                .orElse(vote.address().orElseThrow() + " is not among the configured servers");
        return vote.description() + ", but " + named + "; " + current.id() + ", the last master, gets no traffic";
    }

    /**
     * Decides about the same node in a new run: its data may be gone or old, so it needs the evidence of a first
     * election.
     */
    private static Outcome afterRestart(ServerView current, MasterReference reference, Evidence evidence) {
        Vote vote = evidence.vote();
        String back = current.id()
                + (reference.isRestart(replication(current)) ? " restarted" : " began a new replication history")
                + " and reports role master";
        String promoted = evidence.claimantsFrom(reference.replicationId(), current);
        if (!promoted.isEmpty()) {
            return noMaster(
                    evidence,
                    Optional.empty(),
                    back + "; not accepted, since " + promoted
                            + " also reports role master and continues the old history");
        }
        if (vote.hasSentinels()) {
            boolean carried = vote.elects(current.id())
                    && vote.masterHealthy()
                    && vote.epoch() >= reference.epoch()
                    && !evidence.failoverAnnounced();
            return carried
                    ? electedByVote(current, vote, "accepted again after a restart or a new history")
                    : noMaster(
                            evidence,
                            Optional.empty(),
                            back + "; not accepted until the Sentinels agree on it: " + vote.description()
                                    + (evidence.failoverAnnounced() || !vote.masterHealthy()
                                            ? ", a failover may be under way"
                                            : ""));
        }
        FirstElection.FollowerCheck followers = FirstElection.checkFollowers(current, evidence);
        return followers.supported()
                ? elected(current, -1, "accepted again after a restart or a new history: " + followers.description())
                : noMaster(evidence, Optional.empty(), back + "; not accepted: " + followers.description());
    }

    private static String standing(ServerView current, MasterReference reference, Evidence evidence) {
        Vote vote = evidence.vote();
        String ground = reference.ground();
        if (ground.isEmpty() && !vote.elects(current.id())) {
            ground = "in use, and no evidence against it";
        }
        return joined(ground, vote) + staleClaims(current, evidence);
    }

    private static String joined(String ground, Vote vote) {
        if (!vote.hasSentinels()) {
            return ground;
        }
        return ground.isEmpty() ? vote.description() : ground + "; " + vote.description();
    }

    private static String staleClaims(ServerView current, Evidence evidence) {
        List<String> staleClaims = evidence.claimants().stream()
                .map(ServerView::id)
                .filter(id -> !id.equals(current.id()))
                .toList();
        if (staleClaims.isEmpty()) {
            return "";
        }
        return "; " + String.join(" and ", staleClaims)
                + (staleClaims.size() == 1 ? " reports role master and gets" : " report role master and get")
                + " no traffic: no evidence supports the claim";
    }

    private static Replication replication(ServerView server) {
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

    static Outcome noMaster(Evidence evidence, Optional<String> suspended, String reason) {
        return new Outcome(new Verdict.NoMaster(reason, suspended), evidence.inUse());
    }

    /**
     * Returns the epoch of a new master. A vote for the superseded master belongs to an epoch that is superseded, too.
     */
    private static long epochOf(ServerView candidate, Evidence evidence) {
        MasterReference former = evidence.inUse().orElseThrow();
        Vote vote = evidence.vote();
        boolean known = vote.elects(candidate.id())
                || vote.server().filter(former.server()::equals).isPresent();
        return known ? Math.max(vote.epoch(), former.epoch()) : former.epoch();
    }
}
