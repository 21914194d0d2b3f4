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
 * The replicas whose promotion a Sentinel gave up. The command may reach such a replica all the same, when it wakes up, and
 * its history is the master's then: but nobody wants it to be master any more, and Sentinel will make it follow again.
 */
final class AbortedPromotions {

    private final Map<Endpoint, Long> at = new HashMap<>();
    private Optional<Long> anybodyAt = Optional.empty();

    void add(Endpoint replica, long now) {
        at.put(replica, now);
    }

    /** Takes note of a promotion of which only its end was heard: it may have been anybody's. */
    void addAnybody(long now) {
        anybodyAt = Optional.of(now);
    }

    /** Takes note that a replica was chosen anew. */
    void remove(Endpoint replica) {
        at.remove(replica);
    }

    /** Takes note that another master came into use. */
    void clear() {
        at.clear();
        anybodyAt = Optional.empty();
    }

    /** Returns the ids of the servers in question; one that has been seen to follow since is a replica as good as any. */
    Set<String> look(List<ServerView> servers) {
        anybodyAt.ifPresent(
                now -> servers.forEach(view -> at.putIfAbsent(view.server().endpoint(), now)));
        anybodyAt = Optional.empty();
        at.entrySet().removeIf(entry -> servers.stream()
                .anyMatch(view -> view.answersTo(entry.getKey())
                        && view.reportedAskedAt() - entry.getValue() > 0
                        && view.reported().filter(Replication::linked).isPresent()));
        return servers.stream()
                .filter(view -> at.keySet().stream().anyMatch(view::answersTo))
                .map(ServerView::id)
                .collect(Collectors.toSet());
    }
}
