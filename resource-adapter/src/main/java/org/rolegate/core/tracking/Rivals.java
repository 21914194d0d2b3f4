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
 * Who says master beside a master that went on answering: whatever was acknowledged since then is missing there, so it is no
 * successor merely because that master falls silent later.
 */
final class Rivals {

    private record Claim(String replicationId, long since) {}

    private final Map<String, Claim> claims = new HashMap<>();

    /** Looks at all servers; returns the ids of those whose claim the master in use has outlived. */
    Set<String> look(List<ServerView> servers, Optional<Reference> inUse) {
        for (ServerView view : servers) {
            Optional<String> written =
                    view.said().filter(Replication::claimsMaster).map(Replication::replicationId);
            if (written.isEmpty()
                    || inUse.map(Reference::server).filter(view.id()::equals).isPresent()) {
                claims.remove(view.id());
            } else if (!written.equals(
                    Optional.ofNullable(claims.get(view.id())).map(Claim::replicationId))) {
                claims.put(view.id(), new Claim(written.get(), view.saidAskedAt()));
            }
        }
        return servers.stream()
                .filter(view ->
                        inUse.filter(reference -> goesOn(reference, view)).isPresent())
                .findFirst()
                .map(this::outlivedBy)
                .orElse(Set.of());
    }

    private static boolean goesOn(Reference reference, ServerView view) {
        return view.id().equals(reference.server())
                && view.said()
                        .filter(Replication::claimsMaster)
                        .filter(reference::continuedBy)
                        .isPresent();
    }

    private Set<String> outlivedBy(ServerView master) {
        return claims.entrySet().stream()
                .filter(claim -> master.saidAskedAt() - claim.getValue().since() > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
