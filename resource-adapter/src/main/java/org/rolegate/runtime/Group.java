package org.rolegate.runtime;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.rolegate.core.config.GroupSettings;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.event.TopologyEvent;
import org.rolegate.core.event.TopologyEventHandler;
import org.rolegate.core.model.Admin;
import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.Server;
import org.rolegate.core.model.Topology;
import org.rolegate.core.model.TopologyChange;
import org.rolegate.core.model.TopologyListener;
import org.rolegate.core.record.FailoverRecord;
import org.rolegate.core.record.SessionTally;
import org.rolegate.core.routing.Candidates;
import org.rolegate.core.routing.ForwardingLease;
import org.rolegate.core.routing.Lease;
import org.rolegate.core.routing.Pool;
import org.rolegate.core.routing.RoutingTable;
import org.rolegate.core.routing.Weights;
import org.rolegate.core.session.Ending;
import org.rolegate.core.stats.Traffic;
import org.rolegate.core.time.Ticker;
import org.rolegate.core.tracking.RoleTracker;
import org.rolegate.log.RolegateLog;
import org.rolegate.management.GroupSource;
import org.rolegate.net.io.EventLoops;
import org.rolegate.net.probe.GroupMonitor;
import org.rolegate.net.session.Sessions;

import static java.util.Objects.requireNonNull;

/**
 * A running group. Its monitor feeds its tracker. Each new topology is published to the routing table, the sessions and
 * the subscribers, in this order.
 *
 * <p>Only the control loop uses the tracker. Any thread may read the topology and the routing table.
 */
public final class Group implements GroupSource {

    /**
     * The longest wait for a switchover at the stop: a command that runs, one to restore its change, and one
     * repetition.
     */
    private static final long CLEANUP_SECONDS = 7;

    private final GroupSettings settings;
    private final Ticker ticker;
    private final EventLoops loops;
    private final Executor workers;
    private final RoleTracker tracker;
    private final GroupMonitor monitor;
    private final Switchover switchover;
    private final Switchover.Clients clients = new Switchover.Clients() {
        @Override
        public void hold(String why) {
            publish(tracker.switchover(Optional.of(why)));
        }

        @Override
        public void release() {
            publish(tracker.switchover(Optional.empty()));
        }
    };
    private final Map<TargetRole, Sessions> sessions = new EnumMap<>(TargetRole.class);
    private final Map<TargetRole, Weights> weights = new EnumMap<>(TargetRole.class);
    private final Map<TargetRole, Traffic> backends = new EnumMap<>(TargetRole.class);
    private final Map<String, Traffic> servers = new LinkedHashMap<>();
    private final Map<TargetRole, Set<String>> lastPaused = new EnumMap<>(TargetRole.class);
    private final Recording recording;
    private final Subscribers subscribers;
    private volatile Topology topology;
    private volatile RoutingTable routes;
    private final Map<TargetRole, ForwardingLease> leases = new EnumMap<>(TargetRole.class);

    Group(GroupSettings settings, EventLoops loops, Executor workers, Ticker ticker) {
        this.workers = workers;
        this.settings = settings;
        this.ticker = ticker;
        this.loops = loops;
        this.tracker = new RoleTracker(settings, ticker);
        this.topology = tracker.topology();
        this.routes = RoutingTable.of(topology, settings.freshness(), ticker.nanos());
        this.monitor = new GroupMonitor(settings, loops, ticker, this::observe);
        this.switchover = new Switchover(settings, loops, ticker, this::topology);
        for (TargetRole role : TargetRole.values()) {
            sessions.put(role, new Sessions(settings.weights().maxconn() > 0));
            backends.put(role, new Traffic());
            weights.put(role, new Weights(settings.weights()));
            ForwardingLease lease = new ForwardingLease(ticker);
            lease.grant(routes.pool(role), false);
            leases.put(role, lease);
        }
        this.recording =
                new Recording(topology, sessions.values(), backends.values(), backend(TargetRole.MASTER), ticker);
        settings.servers().forEach(server -> servers.put(server.id(), new Traffic()));
        this.subscribers = new Subscribers(settings.id(), ticker);
        subscribers.add(new ChangeLog(settings.id()));
    }

    public GroupSettings settings() {
        return settings;
    }

    @Override
    public Topology topology() {
        return topology;
    }

    public RoutingTable routes() {
        return routes;
    }

    @Override
    public List<FailoverRecord> failovers() {
        return recording.records();
    }

    /**
     * Returns the candidates among which a balance chooses for a client: the ready servers of a role with their
     * weights.
     */
    public Candidates candidates(TargetRole role, List<Server> ready, byte[] client) {
        return Candidates.of(ready, get(weights, role), sessions(role)::on, client, ticker.nanos());
    }

    /** Returns the ready servers of a role that have reached their maximum of sessions. */
    Set<String> full(TargetRole role) {
        int most = settings.weights().maxconn();
        if (most == 0) {
            return Set.of();
        }
        Sessions open = sessions(role);
        return routes.pool(role).ready().stream()
                .map(Server::id)
                .filter(server -> open.on(server) >= most)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Adds a listener that is notified of every new topology. */
    public void listen(TopologyListener listener) {
        subscribers.add(listener);
    }

    /** Adds a handler that receives the topology events of the group. */
    void subscribe(TopologyEventHandler handler) {
        subscribers.add(handler);
    }

    Traffic backend(TargetRole role) {
        return get(backends, role);
    }

    Traffic server(String id) {
        return get(servers, id);
    }

    Sessions sessions(TargetRole role) {
        return get(sessions, role);
    }

    void start() {
        monitor.start();
    }

    /** Updates the topology, renews the leases, and starts what is due. Must be called on the control loop. */
    void tick() {
        boolean hadAllHeld = holdsAll();
        // The start and not the end of the tick: a process that is paused during the tick has no evidence of later
        // events.
        long began = ticker.nanos();
        TopologyChange change = tracker.tick();
        RoutingTable table = RoutingTable.of(change.after(), settings.freshness(), ticker.nanos());
        if (!table.equals(routes) || !change.after().fence().equals(topology.fence())) {
            publish(change, table);
        } else {
            topology = change.after();
        }
        leases.values().forEach(lease -> lease.renew(began));
        if (!hadAllHeld && holdsAll()) {
            monitor.checkAll();
        }
        monitor.tick(tracker.inDoubt());
        releaseHeld();
        switchover.step(topology, clients);
        recording.tick();
    }

    /** Returns whether a fence holds the clients of all roles. */
    private boolean holdsAll() {
        return topology.fence().filter(fence -> fence.kind().holdsAll()).isPresent();
    }

    /** Releases the held clients that can be served now. */
    private void releaseHeld() {
        sessions.forEach((role, open) -> {
            Pool pool = routes.pool(role);
            if (!pool.ready().isEmpty()) {
                open.release();
            }
            if (pool.paused().isEmpty() || !pool.paused().equals(lastPaused.put(role, pool.paused()))) {
                open.unpark();
            }
        });
    }

    /** Returns the lease of a backend, which is always the same object. */
    public Lease lease(TargetRole role) {
        return get(leases, role);
    }

    /** Returns the executor for tasks of listeners, which may call code of other parties. */
    public Executor workers() {
        return workers;
    }

    /** Requests a check of all servers as soon as possible. Thread-safe. */
    public void suspect() {
        monitor.checkServersSoon();
    }

    /** Stops the monitor and closes every session. Returns before all connections are closed. */
    void stop() {
        stopSwitchover();
        monitor.stop();
        sessions.values().forEach(open -> open.cutAll(Ending.STOPPED));
    }

    /** Stops a switchover, and waits until its changes on servers are restored. */
    private void stopSwitchover() {
        try {
            CompletableFuture.supplyAsync(switchover::stop, loops.controlExecutor())
                    .thenCompose(cleanup -> cleanup)
                    .get(CLEANUP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            RolegateLog.LOG.stopFailed(late);
        }
    }

    /** Changes the administrative state of a server. The change is in effect when the method returns. */
    void admin(String server, Admin wanted) {
        CompletableFuture.runAsync(
                        () -> {
                            Admin before = topology.server(server).orElseThrow().admin();
                            publish(tracker.admin(server, wanted));
                            RolegateLog.LOG.adminChanged(settings.id(), server, wanted.keyword(), before.keyword());
                        },
                        loops.controlExecutor())
                .join();
    }

    @Override
    public int heldSessions() {
        return sessions.values().stream()
                .mapToInt(open -> open.held() + open.parked())
                .sum();
    }

    @Override
    public void thaw() {
        CompletableFuture.runAsync(
                        () -> {
                            topology.fence()
                                    .filter(fence -> fence.kind() == Fence.Kind.FROZEN)
                                    .ifPresent(fence -> RolegateLog.LOG.groupThawed(settings.id(), fence.reason()));
                            publish(tracker.thaw());
                        },
                        loops.controlExecutor())
                .join();
    }

    /** Closes all sessions on a server and returns their number. */
    int killSessions(String server) {
        int killed = sessions.values().stream()
                .mapToInt(open -> open.cutUnless(id -> !id.equals(server), Ending.KILLED))
                .sum();
        RolegateLog.LOG.sessionsKilled(settings.id(), killed, server);
        return killed;
    }

    private static <K, V> V get(Map<K, V> complete, K key) {
        return requireNonNull(complete.get(key), "the maps have every role and every server");
    }

    private void observe(Observation observation) {
        recording.onObservation(observation);
        publish(tracker.observe(observation));
    }

    private void publish(TopologyChange change) {
        publish(change, RoutingTable.of(change.after(), settings.freshness(), ticker.nanos()));
    }

    private void publish(TopologyChange change, RoutingTable table) {
        // Counted before the new table is visible, since what sessions do after that is its consequence.
        SessionTally tally = recording.tally();
        topology = change.after();
        long now = ticker.nanos();
        boolean hasMaster =
                change.after().probedOnce() && change.after().master().isPresent();
        if (change.after().fence().isEmpty()) {
            // A fence empties pools for a moment. The servers in them must not slow-start again.
            weights.forEach((role, pool) -> pool.update(table.pool(role).ready(), hasMaster, now));
        }
        // Leases are withdrawn before the new table is visible, and granted before the held sessions are released.
        leases.forEach((role, lease) -> lease.grant(table.pool(role), holdsAll()));
        RoutingTable former = routes;
        routes = table;
        for (Map.Entry<TargetRole, Sessions> each : sessions.entrySet()) {
            TargetRole role = each.getKey();
            if (table.pool(role).mayStay().equals(former.pool(role).mayStay())) {
                continue;
            }
            int cut = each.getValue().cutUnless(table.pool(role).mayStay()::contains, Ending.DEMOTED);
            Set<String> left = new TreeSet<>(former.pool(role).mayStay());
            left.removeAll(table.pool(role).mayStay());
            // Without a server that left, the sessions were told before: they still drain.
            if (cut > 0 && !left.isEmpty()) {
                RolegateLog.LOG.sessionsMoving(settings.id(), cut, String.join(", ", left), role.keyword());
            }
        }
        List<TopologyEvent> events = subscribers.events(change);
        recording.onChange(change, events, tally);
        releaseHeld();
        subscribers.publish(change, events);
        if (change.masterChanged()) {
            loops.controlExecutor().execute(() -> switchover.step(topology, clients));
        }
    }

    @Override
    public String switchover(Optional<String> target) {
        return Switchover.await(
                CompletableFuture.supplyAsync(() -> switchover.begin(topology, target), loops.controlExecutor())
                        .thenCompose(Function.identity()));
    }
}
