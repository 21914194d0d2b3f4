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

    /** For how long after a promotion other Sentinels, which tried too, may still announce theirs: a hello period. */
    static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /**
     * The newest event of one Sentinel.
     *
     * @param of the address of the master that is to be replaced, if it was said
     * @param holds the promotion is to come, or was announced beforehand and is yet to be seen
     */
    private record Announcement(
            long at, FailoverEvent event, Optional<Endpoint> of, Optional<Endpoint> successor, boolean holds) {}

    private record Superseded(ServerView server, long at) {}

    private final Map<String, Announcement> bySentinel = new LinkedHashMap<>();
    private Optional<Superseded> superseded = Optional.empty();
    private boolean givenUp;

    void heard(Observation.SentinelSaid said) {
        FailoverEvent.of(said.event()).ifPresent(event -> {
            Optional<Announcement> before = Optional.ofNullable(bySentinel.get(said.sentinel()));
            if (!event.announces()) {
                givenUp |= event.givesUp();
                // A promotion may be done, and the poll that sees it still to come.
                if (!event.succeeds()
                        || before.filter(earlier ->
                                        earlier.holds() || earlier.successor().isPresent())
                                .isEmpty()) {
                    bySentinel.remove(said.sentinel());
                }
            } else if (event.namesSuccessor() || !late(said)) {
                bySentinel.put(said.sentinel(), next(before, event, said));
            }
        });
    }

    private static Announcement next(
            Optional<Announcement> before, FailoverEvent event, Observation.SentinelSaid said) {
        Optional<Announcement> continued = before.filter(earlier -> event != FailoverEvent.TRY);
        return event.namesSuccessor()
                ? new Announcement(
                        said.askedAt(),
                        event,
                        continued.flatMap(Announcement::of),
                        said.about(),
                        event.arms() || continued.filter(Announcement::holds).isPresent())
                : new Announcement(
                        said.askedAt(),
                        event,
                        said.about(),
                        continued.flatMap(Announcement::successor),
                        event.arms() || continued.filter(Announcement::holds).isPresent());
    }

    /** Tells whether the event is one more word on the promotion that has just been carried out. */
    private boolean late(Observation.SentinelSaid said) {
        return superseded
                .filter(former -> said.askedAt() - former.at() < LATE_NANOS)
                .filter(former ->
                        said.about().filter(former.server()::answersTo).isPresent())
                .isPresent();
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
                            announcement.successor().map(master::answersTo).orElse(!isOf(announcement, master)));
        }
    }

    /** Takes note that another master came into use: what was tried before it is history, unless it is this one's turn. */
    void newMaster(ServerView former, ServerView next, long now) {
        givenUp = false;
        boolean announced = successors().stream().anyMatch(next::answersTo);
        superseded = announced ? Optional.of(new Superseded(former, now)) : Optional.empty();
        bySentinel.values().removeIf(announcement -> announcement.successor().isEmpty() && !isOf(announcement, next));
    }

    private static boolean isOf(Announcement announcement, ServerView master) {
        return announcement.of().filter(master::answersTo).isPresent();
    }

    /** Tells whether a failover was given up since the master in use was accepted, and none is under way. */
    boolean givenUp() {
        return givenUp && bySentinel.isEmpty();
    }

    /** Returns the announcement, in words, for which clients of the master in use have to wait. */
    Optional<String> fence(Optional<ServerView> master, long now) {
        return bySentinel.entrySet().stream()
                .filter(entry -> entry.getValue().holds())
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
