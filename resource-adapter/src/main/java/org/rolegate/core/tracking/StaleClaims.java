package org.rolegate.core.tracking;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.rolegate.core.model.Replication;
import org.rolegate.core.model.ServerView;

/**
 * Who said master beside a master that was still the right one: whatever was acknowledged since then is missing there, so it
 * is no successor merely because that master falls silent later.
 *
 * <p>That master was still right if it went on answering, also before the claim was seen: then the claimant's history leaves
 * the master's long before the master's last answer. It was right if the Sentinels were at rest and named it, silent though it
 * may be to us. A master that was itself superseded is a rival of its successor from the start. Once a rival, a claim
 * remains one until it is given up, or made anew.
 */
final class StaleClaims {

    private record Claim(String replicationId, long since, boolean outlived) {}

    private final Map<String, Claim> claims = new HashMap<>();
    private final OffsetHistory offsets;
    private final long lag;
    private Optional<String> before = Optional.empty();

    /**
     * Knows nobody yet.
     *
     * @param offsets those of the master in use
     * @param lag by how much a replica may be behind at its promotion, in nanoseconds
     */
    StaleClaims(OffsetHistory offsets, long lag) {
        this.offsets = offsets;
        this.lag = lag;
    }

    /** Looks at all servers; returns the ids of those whose claim the master in use has outlived. */
    Set<String> look(List<ServerView> servers, Optional<MasterReference> inUse, Vote vote, boolean failoverAnnounced) {
        Optional<String> master = inUse.map(MasterReference::server);
        for (ServerView view : servers) {
            Optional<String> written =
                    view.reported().filter(Replication::claimsMaster).map(Replication::replicationId);
            if (written.isEmpty() || master.filter(view.id()::equals).isPresent()) {
                claims.remove(view.id());
            } else if (!written.equals(
                    Optional.ofNullable(claims.get(view.id())).map(Claim::replicationId))) {
                boolean superseded = before.filter(view.id()::equals).isPresent();
                boolean behind = offsets.leftBehind(view.reported().orElseThrow(), lag);
                claims.put(view.id(), new Claim(written.get(), view.reportedAskedAt(), superseded || behind));
            }
        }
        before = master;
        inUse.ifPresent(reference -> claims.replaceAll((id, claim) -> {
            boolean outlived = claim.outlived()
                    || goesOnAfter(claim, reference, servers)
                    || !failoverAnnounced && namedAfter(claim, id, reference, vote);
            return new Claim(claim.replicationId(), claim.since(), outlived);
        }));
        return claims.entrySet().stream()
                .filter(claim -> claim.getValue().outlived())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static boolean goesOnAfter(Claim claim, MasterReference reference, List<ServerView> servers) {
        return servers.stream()
                .filter(view -> view.id().equals(reference.server()))
                .filter(view -> view.reportedAskedAt() - claim.since() > 0)
                .anyMatch(view -> view.reported()
                        .filter(Replication::claimsMaster)
                        .filter(reference::continuedBy)
                        .isPresent());
    }

    private static boolean namedAfter(Claim claim, String claimant, MasterReference reference, Vote vote) {
        return vote.restsOnAnother(claimant) && vote.epoch() >= reference.epoch() && vote.askedSince(claim.since());
    }
}
