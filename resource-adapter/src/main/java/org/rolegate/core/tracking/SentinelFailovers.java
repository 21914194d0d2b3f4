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
 * The failovers that Sentinels announced, and that are neither over, nor given up, nor carried out.
 *
 * <p>Kept for each Sentinel: of several that try at once only one is elected, and that the others give up ends nothing.
 */
final class SentinelFailovers {

    /** How long an announcement is believed in without news: Sentinel retries after its failover-timeout. */
    static final long BELIEVED_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** How long clients are held for a promotion that was announced and does not come. */
    static final long FENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** For how long after a promotion other Sentinels, which tried too, may still announce theirs: a hello period. */
    static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /**
     * The newest event of one Sentinel.
     *
     * @param begunAt when the first event of the same failover was heard
     * @param of the address of the master that is to be replaced, if it was said
     * @param holds the promotion is to come, or was announced beforehand and is yet to be seen
     * @param seen the chosen replica has come into use since
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

        /** Tells whether who names this address at rest has carried out no such promotion; the choice may not be heard of yet. */
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

    /** Sentinels that said at rest, before their announcements were read, that these were of something that is over. */
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
                // A promotion may be done, and the poll that sees it still to come.
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

    /** Tells whether the event is one more word on the promotion that has just been carried out. */
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
     * Holds the announcements against what the Sentinels say when they are asked: one that is at rest, asked after its
     * announcement, and does not name the replica that it chose has given its failover up, though that was not heard.
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
     * Takes note of the master in use: what was announced of it has come true, and no longer speaks for anybody. It is kept
     * until its Sentinel has seen that too: should the master before be back in use, the promotion is still to come.
     */
    void cameTrue(ServerView master) {
        if (bySentinel.values().stream().anyMatch(one -> one.isFor(master) && !one.seen())) {
            bySentinel.values().removeIf(one -> one.successor().isEmpty() && !one.isOf(master));
        }
        bySentinel.values().removeIf(one -> one.isFor(master) && !one.event().arms());
        bySentinel.replaceAll((sentinel, one) -> one.seenBy(master));
    }

    /** Takes note that another master came into use: what was tried before it is history, unless it is this one's turn. */
    void newMaster(ServerView former, ServerView next, long now) {
        givenUp = false;
        abandoned.clear();
        boolean announced = bySentinel.values().stream().anyMatch(one -> one.isFor(next));
        superseded = announced ? Optional.of(new Superseded(former, now)) : Optional.empty();
        bySentinel.values().removeIf(one -> !one.isOf(next) && (one.successor().isEmpty() || one.isFor(former)));
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
                .filter(entry -> master.filter(entry.getValue()::isFor).isEmpty())
                .map(entry -> entry.getKey() + " announced a failover ("
                        + entry.getValue().event().channel()
                        + entry.getValue().successor().map(to -> " " + to).orElse("") + ")")
                .findFirst();
    }

    /** Tells whether the promotion of a replica of this master was announced, and is to be seen yet. */
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

    /** Returns the ids of the servers whose promotion was given up, and that were neither chosen anew nor follow again. */
    Set<String> abandoned(List<ServerView> servers) {
        return abandoned.look(servers);
    }

    /** Returns the replicas chosen for promotion by Sentinels that answer: a silent one may have given up since. */
    Set<Endpoint> witnessed(Map<String, SentinelView> sentinels) {
        return bySentinel.entrySet().stream()
                .filter(entry -> Optional.ofNullable(sentinels.get(entry.getKey()))
                        .filter(view -> view.up() || !view.asked())
                        .isPresent())
                .flatMap(entry -> entry.getValue().successor().stream())
                .collect(Collectors.toSet());
    }
}
