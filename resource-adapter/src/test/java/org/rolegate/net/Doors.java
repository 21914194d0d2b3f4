package org.rolegate.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.awaitility.Awaitility;

import org.rolegate.core.config.BalanceKind;
import org.rolegate.core.config.FrontendSettings;
import org.rolegate.core.config.HoldSettings;
import org.rolegate.core.config.LimitSettings;
import org.rolegate.core.config.SessionKind;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.config.Unanswered;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Server;
import org.rolegate.core.routing.Decision;
import org.rolegate.core.routing.Lease;
import org.rolegate.core.session.Ending;
import org.rolegate.core.stats.StatsRow;
import org.rolegate.core.stats.Traffic;

/** Frontends with limits, on real sockets, before a server that answers PONG; their time stands unless a test turns it. */
final class Doors implements AutoCloseable {

    final TurnedClock clock = new TurnedClock();
    final Places all;
    final ScriptedServer server = new ScriptedServer(command -> "+PONG\r\n");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Sessions sessions = new Sessions(false);
    private final Traffic backend = new Traffic();
    private final Loops loops;
    private final List<Traffic> traffic = new ArrayList<>();
    private final List<Listener> listeners = new ArrayList<>();

    /** One frontend for each of the given limits. */
    Doors(Transport transport, int most, String bind, LimitSettings... frontends) throws IOException {
        all = new Places(most);
        loops = new Loops(transport, 1, threads, threads, clock);
        loops.start();
        for (LimitSettings limits : frontends) {
            Traffic counters = new Traffic();
            traffic.add(counters);
            Frontend frontend = new Frontend(
                    new FrontendSettings(
                            "door" + traffic.size(),
                            Endpoint.parseBindable(bind),
                            "main",
                            TargetRole.MASTER,
                            BalanceKind.ROUNDROBIN,
                            SessionKind.TRACKED,
                            Unanswered.ERROR,
                            new HoldSettings(Duration.ZERO, 0),
                            Bench.PATIENT,
                            limits,
                            Bench.LIVELY),
                    new ToOneServer(),
                    new Unlimited(),
                    sessions,
                    counters,
                    backend,
                    id -> new Traffic());
            try {
                listeners.add(Listener.open(frontend, all, loops));
            } catch (BindException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    Doors(Transport transport, int most, LimitSettings... frontends) throws IOException {
        this(transport, most, "127.0.0.1:0", frontends);
    }

    /** Connects to the first frontend. */
    TestClient client() throws IOException {
        return clientOf(0, "127.0.0.1");
    }

    TestClient clientFrom(String address) throws IOException {
        return clientOf(0, address);
    }

    TestClient clientOf(int frontend, String from) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(
                new InetSocketAddress(
                        "127.0.0.1", listeners.get(frontend).bound().port()),
                10_000);
        socket.setSoTimeout(10_000);
        return new TestClient(socket);
    }

    StatsRow row(int frontend) {
        return traffic.get(frontend).row();
    }

    StatsRow row() {
        return row(0);
    }

    /** Returns how many sessions are open, over all frontends. */
    int open() {
        return traffic.stream().mapToInt(each -> each.row().sessions()).sum();
    }

    void awaitOpen(int sessions) {
        await(() -> open() == sessions);
    }

    /** Returns when everybody has left, and all places are free. */
    void awaitEmpty() {
        await(() -> open() == 0 && all.taken() == 0);
    }

    static void await(Callable<Boolean> state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(state);
    }

    /** Returns when what was connected so far has been accepted, as far as it may be. */
    void settle() {
        for (int turn = 0; turn < 3; turn++) {
            loops.relay().next().submit(() -> {}).syncUninterruptibly();
        }
    }

    void closeListeners() {
        listeners.forEach(Listener::close);
    }

    @Override
    public void close() throws IOException {
        closeListeners();
        sessions.cutAll(Ending.STOPPED);
        loops.stop();
        threads.shutdown();
        server.close();
    }

    private final class ToOneServer implements Routes {

        @Override
        public Decision decide(Set<String> except, InetAddress client) {
            return new Decision.Route(new Server("redis-1", server.endpoint()));
        }

        @Override
        public boolean mayStay(String id) {
            return true;
        }

        @Override
        public void suspect(String id) {
            // Nobody checks it.
        }
    }

    private static final class Unlimited implements Lease {

        @Override
        public boolean permits(String server) {
            return true;
        }

        @Override
        public boolean permitsReplies() {
            return true;
        }

        @Override
        public boolean valid() {
            return true;
        }
    }
}
