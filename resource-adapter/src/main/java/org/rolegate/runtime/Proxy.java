package org.rolegate.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.rolegate.core.config.BalanceKind;
import org.rolegate.core.config.FrontendSettings;
import org.rolegate.core.config.GroupSettings;
import org.rolegate.core.config.Problem;
import org.rolegate.core.config.Settings;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.model.Admin;
import org.rolegate.core.model.Server;
import org.rolegate.core.stats.StatsRow;
import org.rolegate.core.stats.Traffic;
import org.rolegate.core.time.Ticker;
import org.rolegate.log.RolegateLog;
import org.rolegate.management.Beans;
import org.rolegate.management.ProxySource;
import org.rolegate.management.ServerControl;
import org.rolegate.net.frontend.BindException;
import org.rolegate.net.frontend.ConnectionLimit;
import org.rolegate.net.frontend.Listener;
import org.rolegate.net.io.EventLoops;
import org.rolegate.net.io.Transport;
import org.rolegate.net.session.FrontendContext;

import static java.util.Objects.requireNonNull;

/**
 * A running Rolegate. {@link #start} builds all parts, and {@link #stop} stops them in the opposite order.
 *
 * <pre>
 *   start:  loops -> groups -> listeners -> MBeans -> ticks, watchdog
 *   stop:   MBeans -> listeners -> groups and sessions -> loops    (the watchdog ends with the platform)
 * </pre>
 */
public final class Proxy {

    private static final Duration TICK = Duration.ofMillis(25);
    private static final Duration WATCHDOG_PERIOD = Duration.ofSeconds(1);

    /** The number of possible connections below which a warning is logged, even if the settings set no limit. */
    private static final long FEW_CONNECTIONS = 2000;

    /** The age of a heartbeat in milliseconds from which an event loop counts as blocked. */
    private static final long LAG_MILLIS = 5000;

    /** The most loops by default. More do not add throughput, and the thread pool of the container is bounded. */
    private static final int MOST_LOOPS_BY_DEFAULT = 16;

    private final Settings settings;
    private final EventLoops loops;
    private final Ticker ticker;
    private final String version;
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, Traffic> frontends = new LinkedHashMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final Beans beans;
    private boolean lagging;

    private Proxy(Settings settings, String version, EventLoops loops, Ticker ticker) {
        this.settings = settings;
        this.version = version;
        this.loops = loops;
        this.ticker = ticker;
        this.beans = Beans.onPlatformServer(ticker);
    }

    /**
     * Starts all parts, or none.
     *
     * @throws StartFailed with every address on which Rolegate cannot listen
     * @throws IllegalStateException if Rolegate already runs in this JVM
     */
    public static Proxy start(Settings settings, String version, Platform platform, Ticker ticker) throws StartFailed {
        Transport transport = transport(settings);
        int loopCount = settings.process().eventLoops() > 0
                ? settings.process().eventLoops()
                : Math.min(Runtime.getRuntime().availableProcessors(), MOST_LOOPS_BY_DEFAULT);
        EventLoops loops = new EventLoops(transport, loopCount, platform.threads(), platform.workers(), ticker);
        Proxy proxy = new Proxy(settings, version, loops, ticker);
        boolean started = false;
        try {
            proxy.begin(platform);
            started = true;
        } finally {
            if (!started) {
                proxy.stop();
            }
            EventLoops.removeThreadLocals();
        }
        return proxy;
    }

    private static Transport transport(Settings settings) throws StartFailed {
        try {
            return Transport.of(settings.process().transport());
        } catch (IllegalStateException missing) {
            throw new StartFailed(List.of(new Problem(
                    "rolegate.transport",
                    settings.process().transport().keyword(),
                    String.valueOf(missing.getMessage()),
                    "auto or nio on this machine")));
        }
    }

    private void begin(Platform platform) throws StartFailed {
        for (GroupSettings group : settings.groups()) {
            groups.put(group.id(), new Group(group, loops, platform.workers(), ticker));
        }
        settings.frontends().forEach(frontend -> frontends.put(frontend.id(), new Traffic()));
        beans.proxy(new Source());
        startLoops();
        openListeners();
        registerBeans(platform);
        groups.values().forEach(Group::start);
        loops.every(TICK, () -> groups.values().forEach(Group::tick));
        platform.every(WATCHDOG_PERIOD, this::checkLag);
        warnOfFewDescriptors();
        RolegateLog.LOG.started(
                version, frontends.size(), groups.size(), loops.transport().keyword(), loops.relayLoops());
    }

    /** Logs a warning if the settings allow more clients than the process has file descriptors for. */
    private void warnOfFewDescriptors() {
        DescriptorLimit descriptors = DescriptorLimit.ofThisProcess();
        long allowed = DescriptorLimit.allowed(settings);
        long room = descriptors.connections();
        if (allowed > room || allowed == 0 && room < FEW_CONNECTIONS) {
            RolegateLog.LOG.fewDescriptors(
                    descriptors.limit().orElseThrow(), room, allowed == 0 ? "any number" : String.valueOf(allowed));
        }
    }

    private void startLoops() throws StartFailed {
        int wanted = loops.relayLoops() + 1;
        int started = loops.start();
        if (started < wanted) {
            throw new StartFailed(List.of(new Problem(
                    "rolegate.event-loops",
                    String.valueOf(loops.relayLoops()),
                    "the application server started " + started + " of " + wanted + " event loops",
                    "fewer event loops, or a larger pool of its WorkManager for long-running work")));
        }
    }

    /** Logs once that an event loop is blocked, and once that all run again. */
    private void checkLag() {
        long lag = loops.lagMillis();
        if (lag > LAG_MILLIS && !lagging) {
            RolegateLog.LOG.loopsBlocked(lag);
        } else if (lag <= LAG_MILLIS && lagging) {
            RolegateLog.LOG.loopsRunAgain();
        }
        lagging = lag > LAG_MILLIS;
    }

    private void openListeners() throws StartFailed {
        List<Problem> problems = new ArrayList<>();
        ConnectionLimit processLimit = new ConnectionLimit(settings.process().maxconn());
        for (FrontendSettings frontend : settings.frontends()) {
            Group group = requireNonNull(groups.get(frontend.group()), "the settings are validated");
            Traffic traffic = requireNonNull(frontends.get(frontend.id()), "made for every frontend");
            try {
                Listener listener = Listener.open(
                        new FrontendContext(
                                frontend,
                                new GroupRoutes(group, frontend.role(), frontend.balance()),
                                group.lease(frontend.role()),
                                group.sessions(frontend.role()),
                                traffic,
                                group.backend(frontend.role()),
                                group::server),
                        processLimit,
                        loops);
                listeners.add(listener);
                beans.frontend(frontend, listener.bound(), traffic::row);
                RolegateLog.LOG.frontendOpen(
                        frontend.id(),
                        listener.bound().toString(),
                        frontend.role().keyword(),
                        frontend.group());
            } catch (BindException taken) {
                problems.add(new Problem(
                        "rolegate.frontends." + frontend.id() + ".bind",
                        frontend.bind().toString(),
                        "cannot listen on this address: " + taken.getMessage(),
                        "a free address of this machine"));
            }
        }
        if (!problems.isEmpty()) {
            throw new StartFailed(problems);
        }
    }

    private void registerBeans(Platform platform) {
        for (Group group : groups.values()) {
            GroupSettings of = group.settings();
            group.subscribe(beans.group(of, group, platform.workers()));
            for (TargetRole role : TargetRole.values()) {
                beans.backend(of, role, balance(of, role), group::routes, group.backend(role)::row);
            }
            for (Server server : of.servers()) {
                beans.server(
                        of.id(),
                        server.id(),
                        of.check(),
                        group::topology,
                        group.server(server.id())::row,
                        control(group));
            }
        }
    }

    /**
     * Returns the balances of all frontends of a role. Without a frontend it is round robin, by which connection pools
     * take each server in turn.
     */
    private String balance(GroupSettings group, TargetRole role) {
        String description = settings.frontends().stream()
                .filter(frontend -> frontend.group().equals(group.id()) && frontend.role() == role)
                .map(frontend -> frontend.balance().keyword())
                .distinct()
                .collect(Collectors.joining(", "));
        return description.isEmpty() ? BalanceKind.ROUNDROBIN.keyword() : description;
    }

    private static ServerControl control(Group group) {
        return new ServerControl() {
            @Override
            public void admin(String server, Admin wanted) {
                group.admin(server, wanted);
            }

            @Override
            public int killSessions(String server) {
                return group.killSessions(server);
            }
        };
    }

    /** Stops all parts. Returns when the ports are free and the threads are returned to the application server. */
    public void stop() {
        attempt(beans::close);
        listeners.forEach(listener -> attempt(listener::close));
        groups.values().forEach(group -> attempt(group::stop));
        boolean ended = loops.stop();
        if (!EventLoops.awaitLastThread() || !ended) {
            RolegateLog.LOG.loopsStuck();
        }
    }

    /** Runs one step of the stop. Its failure must not prevent the others. */
    private static void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException failed) {
            RolegateLog.LOG.stopFailed(failed);
        }
    }

    /** Returns a group by its id. */
    public Optional<Group> group(String id) {
        return Optional.ofNullable(groups.get(id));
    }

    /** Returns the first group, which is the default where none is named. */
    public Group firstGroup() {
        return groups.values().iterator().next();
    }

    private final class Source implements ProxySource {
        @Override
        public String version() {
            return version;
        }

        @Override
        public String transport() {
            return loops.transport().keyword();
        }

        @Override
        public int eventLoops() {
            return loops.relayLoops();
        }

        @Override
        public long eventLoopLagMillis() {
            return loops.lagMillis();
        }

        @Override
        public long keptBytes() {
            return loops.reservedBytes();
        }

        @Override
        public long unkeptTotal() {
            return loops.budgetRefusals();
        }

        @Override
        public boolean probedOnce() {
            return groups.values().stream().allMatch(group -> group.topology().probedOnce());
        }

        @Override
        public List<StatsRow> frontendRows() {
            return frontends.values().stream().map(Traffic::row).toList();
        }

        @Override
        public List<String> groupIds() {
            return List.copyOf(groups.keySet());
        }

        @Override
        public List<String> frontendIds() {
            return List.copyOf(frontends.keySet());
        }
    }
}
