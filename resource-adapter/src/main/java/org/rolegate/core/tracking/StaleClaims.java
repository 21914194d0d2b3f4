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
 * The claims that were made beside a master that was still the right one. Not thread-safe.
 *
 * <p>Such a claimant lacks the writes that the master acknowledged since. So it does not become the
 * successor just because that master stops replying later. A claim is stale in these cases:
 * <ul>
 *   <li>The master replied after the claim.
 *   <li>The master replied before the claim was seen, but the claimant's history branches off long before its last
 *       reply.
 *   <li>The Sentinels saw no failure and named the master, even if it did not reply to Rolegate.
 *   <li>The claimant was itself the master and was superseded by the master in use.
 * </ul>
 *
 * <p>A stale claim stays stale until the server ends it or claims with another history.
 */
final class StaleClaims {

    private record Claim(String replicationId, long since, boolean stale) {}

    private final Map<String, Claim> claims = new HashMap<>();
    private final OffsetHistory offsets;
    private final long maxLag;
    private Optional<String> formerMaster = Optional.empty();

    /**
     * Creates an empty set of claims.
     *
     * @param offsets the offsets of the master in use
     * @param maxLag the lag that a replica may have at its promotion, in nanoseconds
     */
    StaleClaims(OffsetHistory offsets, long maxLag) {
        this.offsets = offsets;
        this.maxLag = maxLag;
    }

    /** Updates the claims from all servers; returns the ids of the servers whose claims are stale. */
    Set<String> update(
            List<ServerView> servers, Optional<MasterReference> inUse, Vote vote, boolean failoverAnnounced) {
        Optional<String> master = inUse.map(MasterReference::server);
        for (ServerView view : servers) {
            Optional<String> written =
                    view.reported().filter(Replication::claimsMaster).map(Replication::replicationId);
            if (written.isEmpty() || master.filter(view.id()::equals).isPresent()) {
                claims.remove(view.id());
            } else if (!written.equals(
                    Optional.ofNullable(claims.get(view.id())).map(Claim::replicationId))) {
                boolean superseded = formerMaster.filter(view.id()::equals).isPresent();
                boolean behind = offsets.leftBehind(view.reported().orElseThrow(), maxLag);
                claims.put(view.id(), new Claim(written.get(), view.requestedAt(), superseded || behind));
            }
        }
        formerMaster = master;
        inUse.ifPresent(reference -> claims.replaceAll((id, claim) -> {
            boolean stale = claim.stale()
                    || repliedAfter(claim, reference, servers)
                    || !failoverAnnounced && masterNamedAfter(claim, id, reference, vote);
            return new Claim(claim.replicationId(), claim.since(), stale);
        }));
        return claims.entrySet().stream()
                .filter(claim -> claim.getValue().stale())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static boolean repliedAfter(Claim claim, MasterReference reference, List<ServerView> servers) {
        return servers.stream()
                .filter(view -> view.id().equals(reference.server()))
                .filter(view -> view.requestedAt() - claim.since() > 0)
                .anyMatch(view -> view.reported()
                        .filter(Replication::claimsMaster)
                        .filter(reference::isContinuedBy)
                        .isPresent());
    }

    private static boolean masterNamedAfter(Claim claim, String claimant, MasterReference reference, Vote vote) {
        return vote.electsAnother(claimant) && vote.epoch() >= reference.epoch() && vote.requestedSince(claim.since());
    }
}
