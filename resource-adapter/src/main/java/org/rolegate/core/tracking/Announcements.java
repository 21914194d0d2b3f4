package org.rolegate.core.tracking;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.ServerView;

/**
 * The failovers that Sentinels announced, and that are neither over, nor given up, nor carried out.
 *
 * <p>Kept for each Sentinel: of several that try at once only one is elected, and that the others give up ends nothing.
 */
final class Announcements {

    /** How long an announcement is believed in without news: Sentinel retries after its failover-timeout. */
    static final long BELIEVED_NANOS = TimeUnit.SECONDS.toNanos(30);

    private record Announcement(long at, Optional<Endpoint> successor) {}

    private final Map<String, Announcement> bySentinel = new LinkedHashMap<>();

    void heard(Observation.SentinelSaid said) {
        FailoverEvent.of(said.event()).ifPresent(event -> {
            Optional<Endpoint> known =
                    Optional.ofNullable(bySentinel.get(said.sentinel())).flatMap(Announcement::successor);
            if (event.succeeds() && known.isPresent()) {
                // The promotion is done, and the poll that sees it may still be to come.
                return;
            }
            if (!event.announces()) {
                bySentinel.remove(said.sentinel());
                return;
            }
            Optional<Endpoint> successor =
                    event.namesSuccessor() ? said.about() : known.filter(earlier -> event != FailoverEvent.TRY);
            bySentinel.put(said.sentinel(), new Announcement(said.askedAt(), successor));
        });
    }

    void forget(String sentinel) {
        bySentinel.remove(sentinel);
    }

    void expire(long now) {
        bySentinel.values().removeIf(announcement -> now - announcement.at() >= BELIEVED_NANOS);
    }

    /** Takes note of the master in use: what was announced of it has come true, and no longer speaks for anybody. */
    void cameTrue(ServerView master) {
        if (successors().stream().anyMatch(master::answersTo)) {
            bySentinel
                    .values()
                    .removeIf(announcement ->
                            announcement.successor().map(master::answersTo).orElse(true));
        }
    }

    boolean any() {
        return !bySentinel.isEmpty();
    }

    /** Returns the addresses of the replicas that were chosen for promotion. */
    Set<Endpoint> successors() {
        return bySentinel.values().stream()
                .flatMap(announcement -> announcement.successor().stream())
                .collect(Collectors.toSet());
    }
}
