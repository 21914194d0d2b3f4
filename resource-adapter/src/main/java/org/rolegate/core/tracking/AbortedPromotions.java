package org.rolegate.core.tracking;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Replication;
import org.rolegate.core.model.ServerView;

/**
 * The replicas whose promotion a Sentinel aborted.
 *
 * <p>The promotion command may still reach such a replica when it resumes from a pause. The replica then continues the
 * master's history, but no Sentinel wants it as the master any more: Sentinel will make it a replica again.
 */
final class AbortedPromotions {

    private final Map<Endpoint, Long> abortedAt = new HashMap<>();
    private Optional<Long> unknownAt = Optional.empty();

    void add(Endpoint replica, long now) {
        abortedAt.put(replica, now);
    }

    /** Records an aborted promotion whose start was not received: any replica may have been chosen. */
    void addUnknown(long now) {
        unknownAt = Optional.of(now);
    }

    /** Removes a replica that was chosen again. */
    void remove(Endpoint replica) {
        abortedAt.remove(replica);
    }

    /** Removes all replicas, since another master is in use. */
    void clear() {
        abortedAt.clear();
        unknownAt = Optional.empty();
    }

    /**
     * Returns the ids of the affected servers; a server that was seen as a linked replica since is not affected any
     * more.
     */
    Set<String> update(List<ServerView> servers) {
        unknownAt.ifPresent(now ->
                servers.forEach(view -> abortedAt.putIfAbsent(view.server().endpoint(), now)));
        unknownAt = Optional.empty();
        abortedAt.entrySet().removeIf(entry -> servers.stream()
                .anyMatch(view -> view.hasAddress(entry.getKey())
                        && view.requestedAt() - entry.getValue() > 0
                        && view.reported().filter(Replication::linked).isPresent()));
        return servers.stream()
                .filter(view -> abortedAt.keySet().stream().anyMatch(view::hasAddress))
                .map(ServerView::id)
                .collect(Collectors.toSet());
    }
}
