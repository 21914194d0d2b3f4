package org.rolegate.core.tracking;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.SentinelView;
import org.rolegate.core.model.ServerView;

/**
 * The failovers that Sentinels announced and that are neither ended, nor aborted, nor completed. Not thread-safe.
 *
 * <p>There is one entry for each Sentinel. Of several that try at once only one is elected, and an abort of another one
 * does not end the failover.
 */
final class SentinelFailovers {

    /**
     * The time for which an announcement is valid without a further event; Sentinel retries after its failover-timeout.
     */
    static final long BELIEVED_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** The time for which clients are held for a promotion that was announced but does not come. */
    static final long FENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** The time after a promotion in which other Sentinels may still announce their own attempts: a hello period. */
    static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /**
     * The newest event of one Sentinel.
     *
     * @param begunAt when the first event of the same failover was received
     * @param of the address of the master to be replaced, if it was reported
     * @param holds true if the promotion is still to come, or was announced beforehand and not seen yet
     * @param seen true if the chosen replica has become the master in use since
     */
    private record Announcement(
            long at,
            long begunAt,
            FailoverEvent event,
            Optional<Endpoint> of,
            Optional<Endpoint> successor,
            boolean holds,
            boolean seen) {

        Announcement ended(FailoverEvent by) {
            return new Announcement(at, begunAt, by, of, successor, holds, seen);
        }

        Announcement seenBy(ServerView master) {
            return new Announcement(at, begunAt, event, of, successor, holds, seen || isFor(master));
        }

        /**
         * Returns whether a Sentinel that names this address and sees no failover has not completed this promotion.
         *
         * <p>If the choice of the replica is unknown, naming the master to be replaced is the proof.
         */
        boolean deniedBy(Optional<Endpoint> names) {
            return successor.isPresent() ? !names.equals(successor) : names.equals(of);
        }

        boolean isOf(ServerView master) {
            return of.filter(master::answersTo).isPresent();
        }

        boolean isFor(ServerView replica) {
            return successor.filter(replica::answersTo).isPresent();
        }
    }

    private record Superseded(ServerView server, long at) {}

    private final Map<String, Announcement> bySentinel = new LinkedHashMap<>();
    private final AbortedPromotions abandoned = new AbortedPromotions();

    /** The Sentinels whose votes showed, before their announcements were read, that the announced failover is over. */
    private final Set<String> behind = new HashSet<>();

    private Optional<Superseded> superseded = Optional.empty();
    private boolean givenUp;

    void heard(Observation.SentinelReported reported) {
        FailoverEvent.of(reported.event()).ifPresent(event -> {
            Optional<Announcement> before = Optional.ofNullable(bySentinel.get(reported.sentinel()));
            if (behind.contains(reported.sentinel()) && event.arms() && event != FailoverEvent.TRY) {
                reported.about()
                        .filter(about -> event.namesSuccessor())
                        .ifPresent(about -> abandoned.add(about, reported.askedAt()));
                return;
            }
            behind.remove(reported.sentinel());
            if (!event.announces()) {
                if (event.givesUp()) {
                    givenUp(before, event, reported.askedAt());
                }
                // A promotion may be completed before a poll has seen it.
                Optional<Announcement> awaited = before.filter(earlier -> event.succeeds())
                        .filter(earlier ->
                                earlier.holds() || earlier.successor().isPresent());
                awaited.ifPresentOrElse(
                        earlier -> bySentinel.put(reported.sentinel(), earlier.ended(event)),
                        () -> bySentinel.remove(reported.sentinel()));
            } else if (event.namesSuccessor() || !late(reported)) {
                reported.about().filter(about -> event.namesSuccessor()).ifPresent(abandoned::remove);
                bySentinel.put(reported.sentinel(), next(before, event, reported));
            }
        });
    }

    private void givenUp(Optional<Announcement> before, FailoverEvent event, long at) {
        givenUp = true;
        Optional<Endpoint> chosen = before.flatMap(Announcement::successor);
        chosen.ifPresent(replica -> abandoned.add(replica, at));
        if (chosen.isEmpty() && event == FailoverEvent.REPLICA_TIMEOUT) {
            abandoned.addAnybody(at);
        }
    }

    private static Announcement next(
            Optional<Announcement> before, FailoverEvent event, Observation.SentinelReported reported) {
        Optional<Announcement> continued = before.filter(earlier -> event != FailoverEvent.TRY);
        Optional<Endpoint> of = continued.flatMap(Announcement::of);
        Optional<Endpoint> successor = continued.flatMap(Announcement::successor);
        return new Announcement(
                reported.askedAt(),
                continued.map(Announcement::begunAt).orElse(reported.askedAt()),
                event,
                event.namesSuccessor() ? of : reported.about(),
                event.namesSuccessor() ? reported.about() : successor,
                event.arms() || continued.filter(Announcement::holds).isPresent(),
                continued.filter(Announcement::seen).isPresent()
                        && (!event.namesSuccessor() || successor.equals(reported.about())));
    }

    /** Returns whether the event is one more announcement of the promotion that has just been completed. */
    private boolean late(Observation.SentinelReported reported) {
        return superseded
                .filter(former -> reported.askedAt() - former.at() < LATE_NANOS)
                .filter(former ->
                        reported.about().filter(former.server()::answersTo).isPresent())
                .isPresent();
    }

    void forget(String sentinel) {
        bySentinel.remove(sentinel);
        behind.remove(sentinel);
    }

    void expire(long now) {
        bySentinel.values().removeIf(announcement -> now - announcement.at() >= BELIEVED_NANOS);
    }

    /**
     * Removes the announcements that the votes of their Sentinels disprove.
     *
     * <p>A Sentinel has aborted its failover, even if no event reported it, if its vote has these properties: it was
     * requested after the announcement, it sees no failover, and it does not name the chosen replica.
     */
    void compare(Map<String, SentinelView> sentinels) {
        bySentinel.entrySet().removeIf(entry -> {
            Announcement announcement = entry.getValue();
            boolean over = Optional.ofNullable(sentinels.get(entry.getKey()))
                    .filter(view -> view.votes() && view.settled())
                    .filter(view -> view.answeredAt() - announcement.begunAt() > 0)
                    .filter(view -> announcement.deniedBy(view.names()))
                    .isPresent();
            if (over && announcement.event().arms()) {
                behind.add(entry.getKey());
                announcement.successor().ifPresent(replica -> abandoned.add(replica, announcement.at()));
            }
            return over;
        });
    }

    /**
     * Applies the master in use: announcements of its promotion are completed and support no other server any more.
     *
     * <p>An announcement that precedes its promotion stays until its Sentinel has seen the promotion, too. If the
     * former master is back in use before that, the promotion is still to come.
     */
    void cameTrue(ServerView master) {
        if (bySentinel.values().stream().anyMatch(one -> one.isFor(master) && !one.seen())) {
            bySentinel.values().removeIf(one -> one.successor().isEmpty() && !one.isOf(master));
        }
        bySentinel.values().removeIf(one -> one.isFor(master) && !one.event().arms());
        bySentinel.replaceAll((sentinel, one) -> one.seenBy(master));
    }

    /** Removes the announcements from before the change of the master, except those that concern the new master. */
    void newMaster(ServerView former, ServerView next, long now) {
        givenUp = false;
        abandoned.clear();
        boolean announced = bySentinel.values().stream().anyMatch(one -> one.isFor(next));
        superseded = announced ? Optional.of(new Superseded(former, now)) : Optional.empty();
        bySentinel.values().removeIf(one -> !one.isOf(next) && (one.successor().isEmpty() || one.isFor(former)));
    }

    /** Returns whether a failover was aborted since the master in use was accepted, and none is under way. */
    boolean givenUp() {
        return givenUp && bySentinel.isEmpty();
    }

    /** Returns the description of the announcement for which the clients of the master in use must wait, if any. */
    Optional<String> fence(Optional<ServerView> master, long now) {
        return bySentinel.entrySet().stream()
                .filter(entry -> entry.getValue().holds())
                .filter(entry -> now - entry.getValue().at() < FENCE_NANOS)
                .filter(entry -> master.filter(entry.getValue()::isFor).isEmpty())
                .map(entry -> entry.getKey() + " announced a failover ("
                        + entry.getValue().event().channel()
                        + entry.getValue().successor().map(to -> " " + to).orElse("") + ")")
                .findFirst();
    }

    /** Returns whether the promotion of a replica of this master was announced and not seen yet. */
    boolean awaits(ServerView master, long now) {
        return bySentinel.values().stream()
                .anyMatch(one -> one.holds()
                        && now - one.at() < FENCE_NANOS
                        && !one.isFor(master)
                        && (one.of().isEmpty() || one.isOf(master)));
    }

    boolean any() {
        return !bySentinel.isEmpty();
    }

    /**
     * Returns the ids of the servers whose promotion was aborted and that were neither chosen again nor follow again.
     */
    Set<String> abandoned(List<ServerView> servers) {
        return abandoned.look(servers);
    }

    /** Returns the replicas chosen for promotion by Sentinels that reply; a Sentinel that does not may have aborted. */
    Set<Endpoint> witnessed(Map<String, SentinelView> sentinels) {
        return bySentinel.entrySet().stream()
                .filter(entry -> Optional.ofNullable(sentinels.get(entry.getKey()))
                        .filter(view -> view.up() || !view.asked())
                        .isPresent())
                .flatMap(entry -> entry.getValue().successor().stream())
                .collect(Collectors.toSet());
    }
}
