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
 * The monitor of one group: a probe for each server, a poller and a subscriber for each Sentinel. It includes Sentinels
 * that other Sentinels report.
 *
 * <p>{@link #start}, {@link #checkServersSoon} and {@link #stop} may be called from any thread. All work is done on the
 * control loop, which also calls the observer.
 */
public final class GroupMonitor {

    /**
     * The most Sentinels that are discovered. It limits the connections that a faulty or hostile Sentinel can cause.
     */
    private static final int MAX_DISCOVERED = 16;

    /** The time without a reply after which a discovered Sentinel is removed. A configured one never is. */
    private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(10);

    /** The time without a reply after which a discovered Sentinel may have moved to another address. */
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** One monitored Sentinel with its two connections, and how it can be recognized under another address. */
    private static final class MonitoredSentinel {
        private final Sentinel sentinel;
        private final SentinelPoller poller;
        private final SentinelSubscriber subscriber;
        private String runId;

        /** The numeric address, once a connection was established. */
        private Optional<Endpoint> reached = Optional.empty();

        private long answeredAt;

        MonitoredSentinel(
                Sentinel sentinel, SentinelPoller poller, SentinelSubscriber subscriber, String runId, long now) {
            this.sentinel = sentinel;
            this.poller = poller;
            this.subscriber = subscriber;
            this.runId = runId;
            this.answeredAt = now;
        }

        boolean isSameAs(MonitoredSentinel other) {
            return this != other
                    && (!runId.isEmpty() && runId.equals(other.runId)
                            || reached.isPresent() && reached.equals(other.reached)
                            || other.reached.filter(sentinel.endpoint()::equals).isPresent()
                            || reached.filter(other.sentinel.endpoint()::equals).isPresent());
        }

        void stop() {
            poller.stop();
            subscriber.stop();
        }
    }

    private final GroupSettings group;
    private final EventLoops loops;
    private final Ticker ticker;
    private final Consumer<Observation> observer;
    private final AtomicBoolean checkRequested = new AtomicBoolean();
    private final List<ServerProbe> probes = new ArrayList<>();
    private final Map<String, MonitoredSentinel> sentinels = new LinkedHashMap<>();

    public GroupMonitor(GroupSettings group, EventLoops loops, Ticker ticker, Consumer<Observation> observer) {
        this.group = group;
        this.loops = loops;
        this.ticker = ticker;
        this.observer = observer;
        group.servers()
                .forEach(server -> probes.add(
                        new ServerProbe(server, group.credentials(), group.check(), loops, ticker, observer)));
    }

    /** Starts the monitor. It sends nothing before the first {@link #tick}. */
    public void start() {
        loops.control().execute(() -> {
            int number = 1;
            for (Endpoint endpoint : group.sentinels()) {
                monitor(new Sentinel("sentinel-" + number++, endpoint, true), "");
            }
        });
    }

    /**
     * Starts the checks and polls that are due. Must be called on the control loop at least every 50 ms.
     *
     * @param fast whether the group is in doubt, so that servers are checked at {@code fastinter}
     */
    public void tick(boolean fast) {
        probes.forEach(probe -> guarded(() -> probe.tick(fast)));
        List.copyOf(sentinels.values()).forEach(monitored -> guarded(() -> tick(monitored)));
    }

    /** Runs one part of a tick. Its failure must not prevent the others. */
    private static void guarded(Runnable tick) {
        try {
            tick.run();
        } catch (RuntimeException failed) {
            RolegateLog.LOG.tickFailed(failed);
        }
    }

    /** Requests a check of all servers as soon as possible, since a session had a problem with one of them. */
    public void checkServersSoon() {
        if (checkRequested.compareAndSet(false, true)) {
            loops.control().execute(() -> {
                checkRequested.set(false);
                // All servers and not only that one, since another one may have taken over from it.
                probes.forEach(ServerProbe::checkSoon);
            });
        }
    }

    /**
     * Checks every server and polls every Sentinel as soon as possible. Must be called on the control loop. An event of
     * one Sentinel causes this too, since it may concern all of them.
     */
    public void checkAll() {
        sentinels.values().forEach(monitored -> monitored.poller.pollSoon());
        probes.forEach(ServerProbe::checkSoon);
    }

    /** Closes every connection. Returns before they are closed. */
    public void stop() {
        loops.control().execute(() -> {
            probes.forEach(ServerProbe::stop);
            probes.clear();
            sentinels.values().forEach(MonitoredSentinel::stop);
            sentinels.clear();
        });
    }

    private void tick(MonitoredSentinel monitored) {
        if (!monitored.sentinel.configured() && ticker.nanos() - monitored.answeredAt > FORGET_NANOS) {
            remove(monitored);
            return;
        }
        monitored.poller.tick();
        monitored.subscriber.tick();
    }

    private void monitor(Sentinel sentinel, String knownRunId) {
        SentinelPoller poller = new SentinelPoller(
                sentinel,
                group,
                loops,
                ticker,
                this::onObservation,
                this::onPeers,
                (reached, runId) -> onIdentified(sentinel.id(), reached, runId));
        SentinelSubscriber subscriber =
                new SentinelSubscriber(sentinel, group, loops, ticker, observer, this::checkAll);
        long now = ticker.nanos();
        MonitoredSentinel before =
                sentinels.put(sentinel.id(), new MonitoredSentinel(sentinel, poller, subscriber, knownRunId, now));
        if (before != null) {
            before.stop();
        }
        observer.accept(new Observation.SentinelKnown(sentinel, now));
    }

    private void onObservation(Observation observation) {
        if (observation instanceof Observation.SentinelAnswered answered
                && sentinels.containsKey(answered.sentinel())) {
            sentinels.get(answered.sentinel()).answeredAt = answered.requestedAt();
        }
        observer.accept(observation);
    }

    /**
     * Stores the identity of a Sentinel, and removes duplicates of it. Two addresses with the same run id or the same
     * numeric address are one Sentinel, which must not have two votes.
     *
     * @param runId empty if the Sentinel does not report it: before Redis 6.2, or without the permission
     */
    private void onIdentified(String id, Endpoint reached, String runId) {
        MonitoredSentinel identified = sentinels.get(id);
        if (identified == null) {
            return;
        }
        identified.reached = Optional.of(reached);
        if (!runId.isEmpty()) {
            identified.runId = runId;
        }
        List<MonitoredSentinel> duplicates =
                sentinels.values().stream().filter(identified::isSameAs).toList();
        for (MonitoredSentinel duplicate : duplicates) {
            MonitoredSentinel redundant =
                    duplicate.sentinel.configured() && !identified.sentinel.configured() ? identified : duplicate;
            if (redundant.sentinel.configured()) {
                RolegateLog.LOG.sentinelTwice(
                        group.id(),
                        redundant.sentinel.endpoint().toString(),
                        identified.sentinel.id(),
                        duplicate.sentinel.id());
            }
            remove(redundant);
        }
    }

    private void onPeers(List<SentinelReply.Peer> peers) {
        peers.forEach(this::discover);
    }

    private void discover(SentinelReply.Peer peer) {
        findMoved(peer).ifPresent(this::remove);
        boolean known = sentinels.values().stream()
                .anyMatch(monitored -> monitored.runId.equals(peer.runId())
                        || monitored.reached.filter(peer.endpoint()::equals).isPresent()
                        || monitored.sentinel.endpoint().equals(peer.endpoint()));
        long discovered = sentinels.values().stream()
                .filter(monitored -> !monitored.sentinel.configured())
                .count();
        String id = "sentinel-" + peer.runId().substring(0, 8);
        // A Sentinel with the same id but another run id must not replace one that is monitored.
        if (!known && discovered < MAX_DISCOVERED && !sentinels.containsKey(id)) {
            monitor(new Sentinel(id, peer.endpoint(), false), peer.runId());
        }
    }

    /** Finds a discovered Sentinel that no longer replies at its address, and that a peer reports at another one. */
    private Optional<MonitoredSentinel> findMoved(SentinelReply.Peer peer) {
        return sentinels.values().stream()
                .filter(monitored -> !monitored.sentinel.configured()
                        && monitored.runId.equals(peer.runId())
                        && !monitored.sentinel.endpoint().equals(peer.endpoint())
                        && ticker.nanos() - monitored.answeredAt > SILENT_NANOS)
                .findFirst();
    }

    private void remove(MonitoredSentinel monitored) {
        monitored.stop();
        sentinels.remove(monitored.sentinel.id());
        observer.accept(new Observation.SentinelForgotten(monitored.sentinel.id(), ticker.nanos()));
    }
}
