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
    static final long VALID_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** The time for which clients are held for a promotion that was announced but does not come. */
    static final long FENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** The time after a promotion in which other Sentinels may still announce their own attempts: a hello period. */
    static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /**
     * The newest event of one Sentinel.
     *
     * @param begunAt when the first event of the same failover was received
     * @param of the address of the master to be replaced, if it was reported
     * @param pending true if the promotion is still to come, or was announced beforehand and not seen yet
     * @param seen true if the chosen replica has become the master in use since
     */
    private record Announcement(
            long at,
            long begunAt,
            FailoverEvent event,
            Optional<Endpoint> of,
            Optional<Endpoint> successor,
            boolean pending,
            boolean seen) {

        Announcement ended(FailoverEvent by) {
            return new Announcement(at, begunAt, by, of, successor, pending, seen);
        }

        Announcement withMaster(ServerView master) {
            return new Announcement(at, begunAt, event, of, successor, pending, seen || isFor(master));
        }

        /**
         * Returns whether a Sentinel that names this address and sees no failover has not completed this promotion.
         *
         * <p>If the choice of the replica is unknown, naming the master to be replaced is the proof.
         */
        boolean isDisprovedBy(Optional<Endpoint> masterAddress) {
            return successor.isPresent() ? !masterAddress.equals(successor) : masterAddress.equals(of);
        }

        boolean isOf(ServerView master) {
            return of.filter(master::hasAddress).isPresent();
        }

        boolean isFor(ServerView replica) {
            return successor.filter(replica::hasAddress).isPresent();
        }
    }

    private record Superseded(ServerView server, long at) {}

    private final Map<String, Announcement> bySentinel = new LinkedHashMap<>();
    private final AbortedPromotions abortedPromotions = new AbortedPromotions();

    /** The Sentinels whose votes showed, before their announcements were read, that the announced failover is over. */
    private final Set<String> disproved = new HashSet<>();

    private Optional<Superseded> superseded = Optional.empty();
    private boolean failoverAborted;

    void onEvent(Observation.SentinelReported reported) {
        FailoverEvent.of(reported.event()).ifPresent(event -> {
            Optional<Announcement> before = Optional.ofNullable(bySentinel.get(reported.sentinel()));
            if (disproved.contains(reported.sentinel()) && event.precedesPromotion() && event != FailoverEvent.TRY) {
                reported.address()
                        .filter(address -> event.namesSuccessor())
                        .ifPresent(address -> abortedPromotions.add(address, reported.requestedAt()));
                return;
            }
            disproved.remove(reported.sentinel());
            if (!event.announcesPromotion()) {
                if (event.isAbort()) {
                    onAbort(before, event, reported.requestedAt());
                }
                // A promotion may be completed before a poll has seen it.
                Optional<Announcement> awaited = before.filter(earlier -> event.isCompletion())
                        .filter(earlier ->
                                earlier.pending() || earlier.successor().isPresent());
                awaited.ifPresentOrElse(
                        earlier -> bySentinel.put(reported.sentinel(), earlier.ended(event)),
                        () -> bySentinel.remove(reported.sentinel()));
            } else if (event.namesSuccessor() || !isLate(reported)) {
                reported.address().filter(address -> event.namesSuccessor()).ifPresent(abortedPromotions::remove);
                bySentinel.put(reported.sentinel(), next(before, event, reported));
            }
        });
    }

    private void onAbort(Optional<Announcement> before, FailoverEvent event, long at) {
        failoverAborted = true;
        Optional<Endpoint> chosen = before.flatMap(Announcement::successor);
        chosen.ifPresent(replica -> abortedPromotions.add(replica, at));
        if (chosen.isEmpty() && event == FailoverEvent.REPLICA_TIMEOUT) {
            abortedPromotions.addUnknown(at);
        }
    }

    private static Announcement next(
            Optional<Announcement> before, FailoverEvent event, Observation.SentinelReported reported) {
        Optional<Announcement> continued = before.filter(earlier -> event != FailoverEvent.TRY);
        Optional<Endpoint> of = continued.flatMap(Announcement::of);
        Optional<Endpoint> successor = continued.flatMap(Announcement::successor);
        return new Announcement(
                reported.requestedAt(),
                continued.map(Announcement::begunAt).orElse(reported.requestedAt()),
                event,
                event.namesSuccessor() ? of : reported.address(),
                event.namesSuccessor() ? reported.address() : successor,
                event.precedesPromotion()
                        || continued.filter(Announcement::pending).isPresent(),
                continued.filter(Announcement::seen).isPresent()
                        && (!event.namesSuccessor() || successor.equals(reported.address())));
    }

    /** Returns whether the event is one more announcement of the promotion that has just been completed. */
    private boolean isLate(Observation.SentinelReported reported) {
        return superseded
                .filter(former -> reported.requestedAt() - former.at() < LATE_NANOS)
                .filter(former ->
                        reported.address().filter(former.server()::hasAddress).isPresent())
                .isPresent();
    }

    void forget(String sentinel) {
        bySentinel.remove(sentinel);
        disproved.remove(sentinel);
    }

    void expire(long now) {
        bySentinel.values().removeIf(announcement -> now - announcement.at() >= VALID_NANOS);
    }

    /**
     * Removes the announcements that the votes of their Sentinels disprove.
     *
     * <p>A Sentinel has aborted its failover, even if no event reported it, if its vote has these properties: it was
     * requested after the announcement, it sees no failover, and it does not name the chosen replica.
     */
    void removeDisproved(Map<String, SentinelView> sentinels) {
        bySentinel.entrySet().removeIf(entry -> {
            Announcement announcement = entry.getValue();
            boolean over = Optional.ofNullable(sentinels.get(entry.getKey()))
                    .filter(view -> view.votes() && view.masterHealthy())
                    .filter(view -> view.requestedAt() - announcement.begunAt() > 0)
                    .filter(view -> announcement.isDisprovedBy(view.masterAddress()))
                    .isPresent();
            if (over && announcement.event().precedesPromotion()) {
                disproved.add(entry.getKey());
                announcement.successor().ifPresent(replica -> abortedPromotions.add(replica, announcement.at()));
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
    void onMasterInUse(ServerView master) {
        if (bySentinel.values().stream().anyMatch(one -> one.isFor(master) && !one.seen())) {
            bySentinel.values().removeIf(one -> one.successor().isEmpty() && !one.isOf(master));
        }
        bySentinel.values().removeIf(one -> one.isFor(master) && !one.event().precedesPromotion());
        bySentinel.replaceAll((sentinel, one) -> one.withMaster(master));
    }

    /** Removes the announcements from before the change of the master, except those that concern the new master. */
    void onMasterChanged(ServerView former, ServerView next, long now) {
        failoverAborted = false;
        abortedPromotions.clear();
        boolean announced = bySentinel.values().stream().anyMatch(one -> one.isFor(next));
        superseded = announced ? Optional.of(new Superseded(former, now)) : Optional.empty();
        bySentinel.values().removeIf(one -> !one.isOf(next) && (one.successor().isEmpty() || one.isFor(former)));
    }

    /** Returns whether a failover was aborted since the master in use was accepted, and none is under way. */
    boolean failoverAborted() {
        return failoverAborted && bySentinel.isEmpty();
    }

    /** Returns the description of the announcement for which the clients of the master in use must wait, if any. */
    Optional<String> fence(Optional<ServerView> master, long now) {
        return bySentinel.entrySet().stream()
                .filter(entry -> entry.getValue().pending())
                .filter(entry -> now - entry.getValue().at() < FENCE_NANOS)
                .filter(entry -> master.filter(entry.getValue()::isFor).isEmpty())
                .map(entry -> entry.getKey() + " announced a failover ("
                        + entry.getValue().event().channel()
                        + entry.getValue().successor().map(to -> " " + to).orElse("") + ")")
                .findFirst();
    }

    /** Returns whether the promotion of a replica of this master was announced and not seen yet. */
    boolean isPromotionPending(ServerView master, long now) {
        return bySentinel.values().stream()
                .anyMatch(one -> one.pending()
                        && now - one.at() < FENCE_NANOS
                        && !one.isFor(master)
                        && (one.of().isEmpty() || one.isOf(master)));
    }

    boolean isUnderWay() {
        return !bySentinel.isEmpty();
    }

    /**
     * Returns the ids of the servers whose promotion was aborted and that were neither chosen again nor follow again.
     */
    Set<String> abortedPromotions(List<ServerView> servers) {
        return abortedPromotions.update(servers);
    }

    /** Returns the replicas chosen for promotion by Sentinels that reply; a Sentinel that does not may have aborted. */
    Set<Endpoint> chosenReplicas(Map<String, SentinelView> sentinels) {
        return bySentinel.entrySet().stream()
                .filter(entry -> Optional.ofNullable(sentinels.get(entry.getKey()))
                        .filter(view -> view.up() || !view.wasPolled())
                        .isPresent())
                .flatMap(entry -> entry.getValue().successor().stream())
                .collect(Collectors.toSet());
    }
}
