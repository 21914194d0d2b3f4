package org.rolegate.net.probe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.rolegate.core.config.GroupSettings;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.Sentinel;
import org.rolegate.core.time.Ticker;
import org.rolegate.log.RolegateLog;
import org.rolegate.net.io.EventLoops;

/**
 * Everything that observes one group: a probe for each server, an asker and an ear for each Sentinel, also for those that
 * other Sentinels name.
 *
 * <p>{@link #start}, {@link #hurry} and {@link #stop} may be called from any thread; all work is done on the control loop,
 * where the observer is called too.
 */
public final class GroupMonitor {

    /** Bounds what a confused or hostile Sentinel can make us connect to. */
    private static final int MAX_DISCOVERED = 16;

    /** A discovered Sentinel that is silent this long no longer counts as known; a configured one always does. */
    private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(10);

    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final class Watched {
        private final Sentinel sentinel;
        private final SentinelPoller asker;
        private final SentinelSubscriber ear;
        private String runId;
        private Optional<Endpoint> reached = Optional.empty();
        private long answeredAt;

        Watched(Sentinel sentinel, SentinelPoller asker, SentinelSubscriber ear, String runId, long now) {
            this.sentinel = sentinel;
            this.asker = asker;
            this.ear = ear;
            this.runId = runId;
            this.answeredAt = now;
        }

        boolean isTwinOf(Watched other) {
            return this != other
                    && (!runId.isEmpty() && runId.equals(other.runId)
                            || reached.isPresent() && reached.equals(other.reached)
                            || other.reached.filter(sentinel.endpoint()::equals).isPresent()
                            || reached.filter(other.sentinel.endpoint()::equals).isPresent());
        }

        void stop() {
            asker.stop();
            ear.stop();
        }
    }

    private final GroupSettings group;
    private final EventLoops loops;
    private final Ticker ticker;
    private final Consumer<Observation> observer;
    private final AtomicBoolean hurrying = new AtomicBoolean();
    private final List<ServerProbe> probes = new ArrayList<>();
    private final Map<String, Watched> sentinels = new LinkedHashMap<>();

    public GroupMonitor(GroupSettings group, EventLoops loops, Ticker ticker, Consumer<Observation> observer) {
        this.group = group;
        this.loops = loops;
        this.ticker = ticker;
        this.observer = observer;
        group.servers()
                .forEach(server -> probes.add(
                        new ServerProbe(server, group.credentials(), group.check(), loops, ticker, observer)));
    }

    /** Begins to watch; nothing is asked before the first {@link #tick}. */
    public void start() {
        loops.control().execute(() -> {
            int number = 1;
            for (Endpoint endpoint : group.sentinels()) {
                watch(new Sentinel("sentinel-" + number++, endpoint, true), "");
            }
        });
    }

    /**
     * Lets everything that is due happen; to be called on the control loop at least every fifty milliseconds.
     *
     * @param fast whether the group is in doubt, so that checks come at {@code fastinter}
     */
    public void tick(boolean fast) {
        probes.forEach(probe -> guarded(() -> probe.tick(fast)));
        List.copyOf(sentinels.values()).forEach(watched -> guarded(() -> tick(watched)));
    }

    /** One that fails must not keep the others from being asked. */
    private static void guarded(Runnable tick) {
        try {
            tick.run();
        } catch (RuntimeException failed) {
            RolegateLog.LOG.tickFailed(failed);
        }
    }

    /** Has the servers checked at once, since a session had trouble with one. */
    public void hurry() {
        if (hurrying.compareAndSet(false, true)) {
            loops.control().execute(() -> {
                hurrying.set(false);
                // Whoever took over from it is of as much interest.
                probes.forEach(ServerProbe::hurry);
            });
        }
    }

    /** Has every server and every Sentinel asked at once; to be called on the control loop. */
    public void askAll() {
        news();
    }

    /** Closes every connection; returns before they are closed. */
    public void stop() {
        loops.control().execute(() -> {
            probes.forEach(ServerProbe::stop);
            probes.clear();
            sentinels.values().forEach(Watched::stop);
            sentinels.clear();
        });
    }

    private void tick(Watched watched) {
        if (!watched.sentinel.configured() && ticker.nanos() - watched.answeredAt > FORGET_NANOS) {
            forget(watched);
            return;
        }
        watched.asker.tick();
        watched.ear.tick();
    }

    private void watch(Sentinel sentinel, String knownRunId) {
        SentinelPoller asker = new SentinelPoller(
                sentinel,
                group,
                loops,
                ticker,
                this::observed,
                this::discover,
                (reached, runId) -> identified(sentinel.id(), reached, runId));
        SentinelSubscriber ear = new SentinelSubscriber(sentinel, group, loops, ticker, observer, this::news);
        long now = ticker.nanos();
        Watched before = sentinels.put(sentinel.id(), new Watched(sentinel, asker, ear, knownRunId, now));
        if (before != null) {
            before.stop();
        }
        observer.accept(new Observation.SentinelKnown(sentinel, now));
    }

    /** What one Sentinel announces is worth asking them all, and the servers. */
    private void news() {
        sentinels.values().forEach(watched -> watched.asker.hurry());
        probes.forEach(ServerProbe::hurry);
    }

    private void observed(Observation observation) {
        if (observation instanceof Observation.SentinelAnswered answered
                && sentinels.containsKey(answered.sentinel())) {
            sentinels.get(answered.sentinel()).answeredAt = answered.requestedAt();
        }
        observer.accept(observation);
    }

    /**
     * The run id, or the numeric address, tells that two are one under two names, which must not have two votes.
     *
     * @param runId empty where the Sentinel does not say: before Redis 6.2, or for want of permission
     */
    private void identified(String id, Endpoint reached, String runId) {
        Watched mine = sentinels.get(id);
        if (mine == null) {
            return;
        }
        mine.reached = Optional.of(reached);
        if (!runId.isEmpty()) {
            mine.runId = runId;
        }
        List<Watched> twins = sentinels.values().stream().filter(mine::isTwinOf).toList();
        for (Watched twin : twins) {
            Watched redundant = twin.sentinel.configured() && !mine.sentinel.configured() ? mine : twin;
            if (redundant.sentinel.configured()) {
                RolegateLog.LOG.sentinelTwice(
                        group.id(), redundant.sentinel.endpoint().toString(), mine.sentinel.id(), twin.sentinel.id());
            }
            forget(redundant);
        }
    }

    private void discover(List<SentinelReply.Peer> peers) {
        peers.forEach(this::discover);
    }

    private void discover(SentinelReply.Peer peer) {
        moved(peer).ifPresent(this::forget);
        boolean known = sentinels.values().stream()
                .anyMatch(watched -> watched.runId.equals(peer.runId())
                        || watched.reached.filter(peer.endpoint()::equals).isPresent()
                        || watched.sentinel.endpoint().equals(peer.endpoint()));
        long discovered = sentinels.values().stream()
                .filter(watched -> !watched.sentinel.configured())
                .count();
        String id = "sentinel-" + peer.runId().substring(0, 8);
        // Who merely resembles one that is watched must not take its place.
        if (!known && discovered < MAX_DISCOVERED && !sentinels.containsKey(id)) {
            watch(new Sentinel(id, peer.endpoint(), false), peer.runId());
        }
    }

    /** Finds a discovered Sentinel that is silent where it was, and said to be somewhere else now. */
    private Optional<Watched> moved(SentinelReply.Peer peer) {
        return sentinels.values().stream()
                .filter(watched -> !watched.sentinel.configured()
                        && watched.runId.equals(peer.runId())
                        && !watched.sentinel.endpoint().equals(peer.endpoint())
                        && ticker.nanos() - watched.answeredAt > SILENT_NANOS)
                .findFirst();
    }

    private void forget(Watched watched) {
        watched.stop();
        sentinels.remove(watched.sentinel.id());
        observer.accept(new Observation.SentinelForgotten(watched.sentinel.id(), ticker.nanos()));
    }
}
