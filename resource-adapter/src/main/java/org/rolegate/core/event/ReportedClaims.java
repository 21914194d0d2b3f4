package org.rolegate.core.event;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;

/** Memory of the stale claims that were reported, so that each is reported once; not thread-safe. */
final class ReportedClaims {

    private final Set<String> reported = new HashSet<>();

    /** Returns the servers with a stale claim not reported yet; to be called once for each topology of the group. */
    List<ServerView> next(Topology topology) {
        topology.servers().stream()
                .filter(view -> !topology.isStaleClaim(view))
                .map(ServerView::id)
                .forEach(reported::remove);
        // Without a master in use no claim is stale: the claimant may be elected next.
        return topology.verdict().master().isEmpty()
                ? List.of()
                : topology.servers().stream()
                        .filter(view -> topology.isStaleClaim(view) && reported.add(view.id()))
                        .toList();
    }
}
