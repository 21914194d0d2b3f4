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

/**
 * One group at work: its watch feeds its tracker, and each verdict is published to the routing table, the sessions and
 * every listener, in this order.
 *
 * <p>The tracker is touched on the control loop only; the topology and the routing table are read from any thread.
 */
public final class Group implements GroupSource {

    /** An errand under way, one to restore what it changed, and the same once more. */
    private static final long TIDY_SECONDS = 7;

    private final GroupSettings settings;
    private final Ticker ticker;
    private final EventLoops loops;
    private final Executor workers;
    private final RoleTracker tracker;
    private final GroupMonitor watch;
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
    private final Map<TargetRole, Set<String>> lookedAt = new EnumMap<>(TargetRole.class);
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
        this.watch = new GroupMonitor(settings, loops, ticker, this::observe);
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
                new Recording(topology, sessions.values(), backends.values(), backends.get(TargetRole.MASTER), ticker);
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

    /** Returns what a balance chooses from for a client's address: servers of the pool of the given role, weighed. */
    public Candidates candidates(TargetRole role, List<Server> ready, byte[] client) {
        return Candidates.of(ready, weights.get(role), sessions.get(role)::on, client, ticker.nanos());
    }

    /** Returns the ready servers of a role that have as many of its sessions as they may. */
    Set<String> full(TargetRole role) {
        int most = settings.weights().maxconn();
        if (most == 0) {
            return Set.of();
        }
        Sessions open = sessions.get(role);
        return routes.pool(role).ready().stream()
                .map(Server::id)
                .filter(server -> open.on(server) >= most)
                .collect(Collectors.toUnmodifiableSet());
    }

    public void listen(TopologyListener listener) {
        subscribers.add(listener);
    }

    /** Subscribes a face of the group's topology events. */
    void subscribe(TopologyEventHandler face) {
        subscribers.add(face);
    }

    Traffic backend(TargetRole role) {
        return backends.get(role);
    }

    Traffic server(String id) {
        return servers.get(id);
    }

    Sessions sessions(TargetRole role) {
        return sessions.get(role);
    }

    void start() {
        watch.start();
    }

    /** To be called on the control loop. */
    void tick() {
        boolean wasAsleep = asleep();
        // Not when it ends: a process that stands still in the middle of it knows nothing of what came after this
        // moment.
        long began = ticker.nanos();
        TopologyChange change = tracker.tick();
        RoutingTable table = RoutingTable.of(change.after(), settings.freshness(), ticker.nanos());
        if (!table.equals(routes) || !change.after().fence().equals(topology.fence())) {
            publish(change, table);
        } else {
            topology = change.after();
        }
        leases.values().forEach(lease -> lease.renew(began));
        if (!wasAsleep && asleep()) {
            watch.checkAll();
        }
        watch.tick(tracker.inDoubt());
        letGo();
        switchover.step(topology, clients);
        recording.tick();
    }

    private boolean asleep() {
        return topology.fence().filter(fence -> fence.kind().holdsAll()).isPresent();
    }

    /** Lets go on whoever is held and need not be any more. */
    private void letGo() {
        sessions.forEach((role, open) -> {
            Pool pool = routes.pool(role);
            if (!pool.ready().isEmpty()) {
                open.release();
            }
            if (pool.paused().isEmpty() || !pool.paused().equals(lookedAt.put(role, pool.paused()))) {
                open.unpark();
            }
        });
    }

    /** Returns the right to forward to the servers of a backend; it stays the same object. */
    public Lease lease(TargetRole role) {
        return leases.get(role);
    }

    /** Returns what runs short tasks of listeners that call foreign code. */
    public Executor workers() {
        return workers;
    }

    /** Has the servers checked at once. */
    public void suspect() {
        watch.checkServersSoon();
    }

    /** Ends the watch and every session; returns before they are gone. */
    void stop() {
        stopSwitchover();
        watch.stop();
        sessions.values().forEach(open -> open.cutAll(Ending.STOPPED));
    }

    /** What was changed at a server for a switchover is not to stay. */
    private void stopSwitchover() {
        try {
            CompletableFuture.supplyAsync(switchover::stop, loops.controlExecutor())
                    .thenCompose(tidy -> tidy)
                    .get(TIDY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            RolegateLog.LOG.stopFailed(late);
        }
    }

    /** Does what an operator wants of a server; in effect when the method returns. */
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

    int killSessions(String server) {
        int killed = sessions.values().stream()
                .mapToInt(open -> open.cutUnless(id -> !id.equals(server), Ending.KILLED))
                .sum();
        RolegateLog.LOG.sessionsKilled(settings.id(), killed, server);
        return killed;
    }

    private void observe(Observation observation) {
        recording.observed(observation);
        publish(tracker.observe(observation));
    }

    private void publish(TopologyChange change) {
        publish(change, RoutingTable.of(change.after(), settings.freshness(), ticker.nanos()));
    }

    private void publish(TopologyChange change, RoutingTable table) {
        // Counted before anybody can act on the new table: what they do next is its consequence.
        SessionTally tally = recording.tally();
        topology = change.after();
        long now = ticker.nanos();
        boolean hasMaster =
                change.after().probedOnce() && change.after().master().isPresent();
        if (change.after().fence().isEmpty()) {
            // A fence empties pools for a moment: who was in them does not start anew.
            weights.forEach((role, pool) -> pool.update(table.pool(role).ready(), hasMaster, now));
        }
        // Withdrawn before anybody can choose by the new table; granted before the held sessions are released.
        leases.forEach((role, lease) -> lease.grant(table.pool(role), asleep()));
        RoutingTable former = routes;
        routes = table;
        for (Map.Entry<TargetRole, Sessions> each : sessions.entrySet()) {
            TargetRole role = each.getKey();
            if (table.pool(role).mayStay().equals(former.pool(role).mayStay())) {
                continue;
            }
            int cut = each.getValue().cutUnless(table.pool(role).mayStay()::contains, Ending.DEMOTED);
            if (cut > 0) {
                Set<String> left = new TreeSet<>(former.pool(role).mayStay());
                left.removeAll(table.pool(role).mayStay());
                RolegateLog.LOG.sessionsMoving(settings.id(), cut, String.join(", ", left), role.keyword());
            }
        }
        List<TopologyEvent> events = subscribers.events(change);
        recording.changed(change, events, tally);
        letGo();
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
