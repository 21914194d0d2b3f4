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

    /** How long clients are held for a promotion that was announced and does not come. */
    static final long FENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private record Announcement(long at, FailoverEvent event, Optional<Endpoint> successor) {}

    private final Map<String, Announcement> bySentinel = new LinkedHashMap<>();
    private boolean givenUp;

    void heard(Observation.SentinelSaid said) {
        FailoverEvent.of(said.event()).ifPresent(event -> {
            Optional<Endpoint> known =
                    Optional.ofNullable(bySentinel.get(said.sentinel())).flatMap(Announcement::successor);
            if (event.succeeds() && known.isPresent()) {
                // The promotion is done, and the poll that sees it may still be to come.
                return;
            }
            if (!event.announces()) {
                givenUp |= event.givesUp();
                bySentinel.remove(said.sentinel());
                return;
            }
            Optional<Endpoint> successor =
                    event.namesSuccessor() ? said.about() : known.filter(earlier -> event != FailoverEvent.TRY);
            bySentinel.put(said.sentinel(), new Announcement(said.askedAt(), event, successor));
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

    /** Takes note that another master came into use: what was tried before it is history. */
    void newMaster() {
        givenUp = false;
        bySentinel.values().removeIf(announcement -> announcement.successor().isEmpty());
    }

    /** Tells whether a failover was given up since the master in use was accepted, and none is under way. */
    boolean givenUp() {
        return givenUp && bySentinel.isEmpty();
    }

    /** Returns the announcement, in words, for which clients of the master in use have to wait. */
    Optional<String> fence(Optional<ServerView> master, long now) {
        return bySentinel.entrySet().stream()
                .filter(entry -> entry.getValue().event().arms())
                .filter(entry -> now - entry.getValue().at() < FENCE_NANOS)
                .filter(entry -> entry.getValue()
                        .successor()
                        .filter(address ->
                                master.filter(view -> view.answersTo(address)).isPresent())
                        .isEmpty())
                .map(entry -> entry.getKey() + " announced a failover ("
                        + entry.getValue().event().channel()
                        + entry.getValue().successor().map(to -> " " + to).orElse("") + ")")
                .findFirst();
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
