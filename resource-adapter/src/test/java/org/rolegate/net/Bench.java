package org.rolegate.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.awaitility.Awaitility;

import org.rolegate.core.config.BalanceKind;
import org.rolegate.core.config.ConnectionSettings;
import org.rolegate.core.config.FrontendSettings;
import org.rolegate.core.config.HoldSettings;
import org.rolegate.core.config.LimitSettings;
import org.rolegate.core.config.SessionKind;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.config.TcpSettings;
import org.rolegate.core.config.TimeoutSettings;
import org.rolegate.core.config.Unanswered;
import org.rolegate.core.model.AccessList;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Server;
import org.rolegate.core.routing.Decision;
import org.rolegate.core.routing.Lease;
import org.rolegate.core.session.Ending;
import org.rolegate.core.stats.Traffic;
import org.rolegate.core.time.Ticker;

import static org.assertj.core.api.Assertions.assertThat;

/** A frontend on real sockets with routes that a test sets by hand, and plain servers behind it. */
final class Bench implements AutoCloseable {

    static final TimeoutSettings PATIENT = new TimeoutSettings(
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofMinutes(1),
            Duration.ZERO);
    private static final HoldSettings HOLD = new HoldSettings(Duration.ofSeconds(15), 100);
    static final LimitSettings BOUNDLESS = new LimitSettings(0, 1024, 0, 0, AccessList.EVERYBODY);

    static final TcpSettings PLAIN = new TcpSettings(false, Duration.ZERO, Duration.ZERO, 0, Duration.ZERO);
    static final ConnectionSettings LIVELY = new ConnectionSettings(
            2, true, PLAIN, new TcpSettings(true, Duration.ZERO, Duration.ZERO, 0, Duration.ofSeconds(4)));

    final Traffic traffic = new Traffic();
    final Traffic backend = new Traffic();
    final Sessions sessions = new Sessions(false);
    final Map<String, Traffic> servers = new ConcurrentHashMap<>();
    final List<String> suspects = new ArrayList<>();
    final Queue<InetAddress> clients = new ConcurrentLinkedQueue<>();
    volatile Decision decision = new Decision.Refuse("nobody is master");
    volatile boolean mayStay = true;
    volatile boolean mayForward = true;
    volatile boolean mayAnswer = true;
    volatile boolean awake = true;
    /** Where those go who could not reach the first one; null if there is no such server. */
    volatile Decision next;
    /** What is said of a server that could not be reached. */
    volatile boolean waitInsteadOfRefusing;
    /** Servers that no session may stay on. */
    final Set<String> gone = ConcurrentHashMap.newKeySet();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Loops loops;
    private final Listener listener;

    Bench(Transport transport) {
        this(transport, Duration.ofSeconds(15), 100);
    }

    /** Of the master, with tracked sessions. */
    Bench(Transport transport, Duration hold, int most) {
        this(transport, SessionKind.TRACKED, TargetRole.MASTER, hold, most);
    }

    Bench(Transport transport, SessionKind kind, TargetRole role, Duration hold, int most) {
        this(transport, kind, role, Unanswered.ERROR, new HoldSettings(hold, most), PATIENT, BOUNDLESS);
    }

    Bench(Transport transport, SessionKind kind) {
        this(transport, kind, TargetRole.MASTER, Unanswered.ERROR, HOLD, PATIENT, BOUNDLESS);
    }

    /** One that says so, or not, when nobody knows what was carried out. */
    Bench(Transport transport, Unanswered unanswered) {
        this(transport, SessionKind.TRACKED, TargetRole.MASTER, unanswered, HOLD, PATIENT, BOUNDLESS);
    }

    /** One that waits no longer than it is told, or lets in no more. */
    Bench(Transport transport, TimeoutSettings timeouts, LimitSettings limits) {
        this(transport, SessionKind.TRACKED, TargetRole.MASTER, Unanswered.ERROR, HOLD, timeouts, limits);
    }

    /** One that tries to connect as it is told. */
    Bench(Transport transport, ConnectionSettings connections) {
        this(
                transport,
                SessionKind.TRACKED,
                TargetRole.MASTER,
                Unanswered.ERROR,
                HOLD,
                PATIENT,
                BOUNDLESS,
                connections);
    }

    private Bench(
            Transport transport,
            SessionKind kind,
            TargetRole role,
            Unanswered unanswered,
            HoldSettings hold,
            TimeoutSettings timeouts,
            LimitSettings limits) {
        this(transport, kind, role, unanswered, hold, timeouts, limits, LIVELY);
    }

    private Bench(
            Transport transport,
            SessionKind kind,
            TargetRole role,
            Unanswered unanswered,
            HoldSettings hold,
            TimeoutSettings timeouts,
            LimitSettings limits,
            ConnectionSettings connections) {
        loops = new Loops(transport, 1, threads, threads, Ticker.SYSTEM);
        loops.start();
        FrontendSettings settings = new FrontendSettings(
                "master",
                Endpoint.parseBindable("127.0.0.1:0"),
                "main",
                role,
                BalanceKind.ROUNDROBIN,
                kind,
                unanswered,
                hold,
                timeouts,
                limits,
                connections);
        Routes routes = new Routes() {
            @Override
            public Decision decide(Set<String> except, InetAddress client) {
                clients.add(client);
                return decision instanceof Decision.Route route
                                && except.contains(route.server().id())
                        ? otherwise()
                        : decision;
            }

            private Decision otherwise() {
                if (next != null) {
                    return next;
                }
                return waitInsteadOfRefusing
                        ? new Decision.Wait("no other server")
                        : new Decision.Refuse("no other server");
            }

            @Override
            public boolean mayStay(String server) {
                return mayStay && !gone.contains(server);
            }

            @Override
            public synchronized void suspect(String server) {
                suspects.add(server);
            }
        };
        Lease lease = new Lease() {
            @Override
            public boolean permits(String server) {
                return routes.mayStay(server) && mayForward;
            }

            @Override
            public boolean permitsReplies() {
                return mayAnswer;
            }

            @Override
            public boolean valid() {
                return awake;
            }
        };
        try {
            listener = Listener.open(
                    new Frontend(
                            settings,
                            routes,
                            lease,
                            sessions,
                            traffic,
                            backend,
                            id -> servers.computeIfAbsent(id, key -> new Traffic())),
                    new Places(0),
                    loops);
        } catch (BindException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Opens a server that a test accepts connections on by hand, and routes to it. */
    ServerSocket server() throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        routeTo(socket.getLocalPort());
        return socket;
    }

    void routeTo(int port) {
        routeTo("redis-1", new Endpoint("127.0.0.1", port));
    }

    void routeTo(String id, ScriptedServer server) {
        routeTo(id, server.endpoint());
    }

    void routeTo(String id, Endpoint server) {
        gone.remove(id);
        decision = new Decision.Route(new Server(id, server));
    }

    /** As the group does it: first the new table, then the sessions that it does not bear. */
    void demote(String id) {
        gone.add(id);
        sessions.cutUnless(server -> !gone.contains(server), Ending.DEMOTED);
    }

    void noServer() {
        decision = new Decision.Wait("nobody is master");
    }

    /** As the group does it at every tick while a server is ready. */
    void tick() {
        if (decision instanceof Decision.Route) {
            sessions.release();
        }
        sessions.unpark();
    }

    /** Lets those that wait go on, as many as may at once, before the first of them finds out how that goes. */
    void releaseTogether() {
        loops.relay().next().submit(sessions::release).syncUninterruptibly();
    }

    /** Returns how many bytes its sessions keep for other servers. */
    long kept() {
        return loops.kept();
    }

    Socket client() throws IOException {
        Socket socket = new Socket("127.0.0.1", listener.bound().port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** Waits until one session has ended so, and none is open anywhere. */
    void awaitEnding(Ending ending) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(traffic.row().endings()).containsOnly(Map.entry(ending, 1L)));
        assertNothingLeft();
    }

    /** Waits until so many clients wait for a server. */
    void awaitHeld(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> sessions.held() == count);
    }

    /** Waits until one session keeps back what it may not pass on. */
    void awaitParked() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> sessions.holding().parked() == 1);
    }

    /** Waits until no session is open, however they ended. */
    void awaitNobody() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollDelay(Duration.ZERO)
                .untilAsserted(() -> assertThat(traffic.row().sessions()).isZero());
        assertNothingLeft();
    }

    private void assertNothingLeft() {
        assertThat(traffic.row().sessions()).isZero();
        assertThat(backend.row().sessions()).isZero();
        servers.forEach((id, server) -> {
            assertThat(server.row().sessions()).as(id).isZero();
            assertThat(sessions.on(id)).as(id).isZero();
        });
        assertThat(sessions.on("redis-1")).isZero();
        assertThat(sessions.held()).isZero();
        assertThat(sessions.holding().connecting()).isZero();
    }

    /** Keeps the sessions' loop from doing anything until it is closed: what happens meanwhile, happens in one turn. */
    AutoCloseable standstill() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        loops.relay().next().execute(() -> {
            begun.countDown();
            awaitQuietly(over);
        });
        awaitQuietly(begun);
        return over::countDown;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the sessions have heard of all that was done so far. */
    void settle() {
        loops.relay().next().submit(() -> {}).syncUninterruptibly();
    }

    int port() {
        return listener.bound().port();
    }

    @Override
    public void close() {
        listener.close();
        sessions.cutAll(Ending.STOPPED);
        loops.stop();
        threads.shutdown();
    }
}
