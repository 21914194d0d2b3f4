package org.rolegate.runtime;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

import org.rolegate.core.config.GroupSettings;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.model.Admin;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.Topology;
import org.rolegate.core.model.TopologyChange;
import org.rolegate.core.model.TopologyListener;
import org.rolegate.core.routing.RoutingTable;
import org.rolegate.core.session.Ending;
import org.rolegate.core.stats.Traffic;
import org.rolegate.core.time.Ticker;
import org.rolegate.core.tracking.RoleTracker;
import org.rolegate.log.RolegateLog;
import org.rolegate.net.GroupWatch;
import org.rolegate.net.Loops;
import org.rolegate.net.Sessions;

/**
 * One group at work: its watch feeds its tracker, and each verdict is published to the routing table, the sessions and
 * every listener, in this order.
 *
 * <p>The tracker is touched on the control loop only; the topology and the routing table are read from any thread.
 */
public final class Group {

    private final GroupSettings settings;
    private final Ticker ticker;
    private final Loops loops;
    private final Executor workers;
    private final RoleTracker tracker;
    private final GroupWatch watch;
    private final Map<TargetRole, Sessions> sessions = new EnumMap<>(TargetRole.class);
    private final Map<TargetRole, Traffic> backends = new EnumMap<>(TargetRole.class);
    private final Map<String, Traffic> servers = new LinkedHashMap<>();
    private final List<TopologyListener> listeners = new CopyOnWriteArrayList<>();
    private volatile Topology topology;
    private volatile RoutingTable routes;

    Group(GroupSettings settings, Loops loops, Executor workers, Ticker ticker) {
        this.workers = workers;
        this.settings = settings;
        this.ticker = ticker;
        this.loops = loops;
        this.tracker = new RoleTracker(settings, ticker);
        this.topology = tracker.topology();
        this.routes = RoutingTable.of(topology, ticker.nanos());
        this.watch = new GroupWatch(settings, loops, ticker, this::observe);
        for (TargetRole role : TargetRole.values()) {
            sessions.put(role, new Sessions());
            backends.put(role, new Traffic());
        }
        settings.servers().forEach(server -> servers.put(server.id(), new Traffic()));
        listeners.add(new ChangeLog());
    }

    public GroupSettings settings() {
        return settings;
    }

    public Topology topology() {
        return topology;
    }

    public RoutingTable routes() {
        return routes;
    }

    public void listen(TopologyListener listener) {
        listeners.add(listener);
    }

    public void forget(TopologyListener listener) {
        listeners.remove(listener);
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
        watch.tick(tracker.inDoubt());
    }

    /** Returns what runs short tasks of listeners that call foreign code. */
    public Executor workers() {
        return workers;
    }

    /** Has a server checked at once. */
    public void suspect(String server) {
        watch.hurry(server);
    }

    /** Ends the watch and every session; returns before they are gone. */
    void stop() {
        watch.stop();
        sessions.values().forEach(open -> open.cutAll(Ending.STOPPED));
    }

    /** Does what an operator wants of a server; in effect when the method returns. */
    void admin(String server, Admin wanted) {
        CompletableFuture.runAsync(
                        () -> {
                            Admin before = topology.server(server).orElseThrow().admin();
                            publish(tracker.admin(server, wanted));
                            RolegateLog.LOG.adminChanged(settings.id(), server, wanted.word(), before.word());
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
        publish(tracker.observe(observation));
    }

    private void publish(TopologyChange change) {
        topology = change.after();
        RoutingTable table = RoutingTable.of(change.after(), ticker.nanos());
        routes = table;
        sessions.forEach((role, open) -> {
            int cut = open.cutUnless(table.pool(role).mayStay()::contains, Ending.DEMOTED);
            if (cut > 0) {
                RolegateLog.LOG.sessionsCut(settings.id(), cut, role.word());
            }
        });
        listeners.forEach(listener -> tell(listener, change));
    }

    /** One listener that fails must not keep the others from the truth. */
    private void tell(TopologyListener listener, TopologyChange change) {
        try {
            listener.changed(change);
        } catch (RuntimeException failed) {
            RolegateLog.LOG.listenerFailed(settings.id(), failed);
        }
    }
}
