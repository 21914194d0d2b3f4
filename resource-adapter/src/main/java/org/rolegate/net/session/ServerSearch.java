package org.rolegate.net.session;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

import org.rolegate.core.model.CheckStatus;
import org.rolegate.core.model.Server;
import org.rolegate.core.routing.Decision;
import org.rolegate.core.session.Ending;
import org.rolegate.core.session.SessionMachine;
import org.rolegate.net.io.BySizeAllocator;
import org.rolegate.net.io.EventLoops;
import org.rolegate.net.io.NetworkErrors;
import org.rolegate.net.io.ReadSizes;

/**
 * The search of one session for a server: the choice, the connection, and the replay of the connection state. Belongs to the
 * session's event loop.
 *
 * <pre>
 *                 Route                       connected              replayed, or nothing to replay
 *   DECIDING ---------------&gt; CONNECTING ------------&gt; REPLAYING ---------------------------------&gt; found
 *    ^  |  \                       | failed               | connection lost, refused
 *    |  |   \ Refuse               v                      v
 *    |  |    +--------------&gt; refused  &lt;------- another server, or none
 *    |  +--- Wait: held, until its turn comes ---+
 *    +-------------------------------------------+
 * </pre>
 */
final class ServerSearch {

    /** HAProxy's pause before the same server is tried again; at most the connect timeout. */
    private static final Duration TURN_AROUND = Duration.ofSeconds(1);

    private final Session session;
    private final SessionMachine machine;
    private final FrontendContext frontend;
    private final Routes routes;
    private final Duration connectTimeout;
    private final EventLoops loops;
    private final SocketChannel client;
    private final InetAddress address;
    /** The ids of the servers that cannot be reached; copied when one is added. */
    private Set<String> failed = Set.of();

    private boolean ended;
    private int attempts;
    /** The number of the current attempt; the outcome of an attempt with another number is ignored. */
    private int attempt;
    /** The time limit of the replay; null while there is none. */
    private @Nullable Future<?> deadline;

    ServerSearch(Session session, FrontendContext frontend, EventLoops loops, SocketChannel client) {
        this.session = session;
        this.machine = session.machine();
        this.frontend = frontend;
        this.routes = frontend.routes();
        this.connectTimeout = frontend.settings().timeouts().connect();
        this.loops = loops;
        this.client = client;
        this.address = client.remoteAddress().getAddress();
    }

    /** Ends the search for good; the outcome of a running attempt is ignored. */
    void end() {
        ended = true;
        cancelAttempt();
    }

    private void cancelAttempt() {
        attempt++;
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    void begin() {
        if (ended || machine.closed()) {
            return;
        }
        Decision decision = decide();
        if (decision instanceof Decision.Route route) {
            session.choose(Optional.of(route.server().id()));
            if (routes.mayStay(route.server().id())) {
                connect(route.server());
            } else {
                session.choose(Optional.empty());
                client.eventLoop().execute(this::begin);
            }
        } else if (decision instanceof Decision.Wait wait) {
            hold(wait.reason(), wait.full());
        } else if (decision instanceof Decision.Refuse refuse) {
            machine.refuse(Ending.NO_SERVER, refuse.reason());
        }
    }

    /** Returns the reason why no server is available, for a client that was held for too long. */
    String noServerReason() {
        return decide() instanceof Decision.Wait wait ? wait.reason() : "no server could be reached";
    }

    private Decision decide() {
        return routes.decide(failed, address);
    }

    private void hold(String reason, boolean full) {
        failed = Set.of();
        attempts = 0;
        session.choose(Optional.empty());
        machine.onNoServer(reason, full);
    }

    private void connect(Server to) {
        if (loops.stopping()) {
            machine.end(Ending.STOPPED);
            return;
        }
        attempts++;
        int current = ++attempt;
        ServerLeg leg = session.newServerLeg(to);
        SocketChannel server;
        try {
            server = newSocket(leg);
        } catch (ChannelException noSocket) {
            client.eventLoop().execute(() -> onSocketFailed(to, noSocket, current));
            return;
        }
        loops.resolvers().connect(server, to.endpoint(), connectTimeout).addListener((ChannelFutureListener)
                done -> onConnectResult(to, leg, done, current));
    }

    /** Creates a socket without Netty's bootstrap, which costs more than the socket. */
    private SocketChannel newSocket(ServerLeg leg) {
        SocketChannel server = loops.transport().newSocket();
        try {
            prepare(server);
        } catch (RuntimeException refused) {
            server.unsafe().closeForcibly();
            throw refused;
        }
        server.pipeline().addLast(leg);
        client.eventLoop().register(server);
        return server;
    }

    private void prepare(SocketChannel server) {
        server.config()
                .setAllowHalfClosure(true)
                .setAutoRead(false)
                .setWriteBufferWaterMark(SocketSetup.WATER_MARK)
                .setAllocator(BySizeAllocator.INSTANCE)
                .setRecvByteBufAllocator(ReadSizes.INSTANCE);
        loops.transport()
                .configureServerSocket(server, frontend.settings().connections().server());
    }

    private void onSocketFailed(Server to, Throwable cause, int number) {
        if (number == attempt && !machine.closed()) {
            onConnectFailed(to, cause);
        }
    }

    private void onConnectResult(Server to, ServerLeg leg, ChannelFuture done, int number) {
        if (machine.closed() || number != attempt) {
            // The end of this connection does not concern the server that the session has by now.
            leg.detach();
            done.channel().close();
        } else if (!done.isSuccess()) {
            onConnectFailed(to, done.cause());
        } else if (!routes.mayStay(to.id())) {
            leg.detach();
            done.channel().close();
            session.choose(Optional.empty());
            begin();
        } else {
            List<byte[][]> replay = session.onConnected(to, leg, (SocketChannel) done.channel());
            if (replay.isEmpty()) {
                machine.onServerReady();
            } else {
                long millis = connectTimeout.toMillis();
                deadline = client.eventLoop()
                        .schedule(
                                () -> session.replayFailed(to, "no reply to the login within " + millis + " ms"),
                                millis,
                                TimeUnit.MILLISECONDS);
                leg.startReplay(new StateReplay(replay));
            }
        }
    }

    /** Continues the search after a server has lost the connection, or has not replied, during the replay. */
    void replayFailed(Server by, String why) {
        cancelAttempt();
        onConnectFailed(by, new IOException(why));
    }

    private void onConnectFailed(Server to, Throwable cause) {
        routes.suspect(to.id());
        session.onConnectFailed(to);
        boolean retries = attempts <= frontend.settings().connections().retries();
        if (retries && !frontend.settings().connections().redispatch() && scheduleRetry(to)) {
            return;
        }
        failed = with(failed, to.id());
        Decision next = decide();
        if (next instanceof Decision.Wait wait
                && (wait.full() || !frontend.settings().hold().timeout().isZero())) {
            // The check that was just requested will show whether the server is down.
            hold(why(to, cause), wait.full());
        } else if (retries && next instanceof Decision.Route other) {
            session.choose(Optional.of(other.server().id()));
            connect(other.server());
        } else {
            machine.refuse(
                    NetworkErrors.status(cause) == CheckStatus.L4TOUT ? Ending.CONNECT_TIMEOUT : Ending.CONNECT_FAILED,
                    why(to, cause));
        }
    }

    /**
     * Schedules another attempt on the same server.
     *
     * @return false if sessions may not stay on it
     */
    private boolean scheduleRetry(Server to) {
        if (!routes.mayStay(to.id())) {
            return false;
        }
        int current = attempt;
        long pause = Math.min(TURN_AROUND.toMillis(), connectTimeout.toMillis());
        client.eventLoop()
                .schedule(
                        () -> {
                            if (current == attempt && !machine.closed()) {
                                retry(to);
                            }
                        },
                        pause,
                        TimeUnit.MILLISECONDS);
        return true;
    }

    private void retry(Server to) {
        if (routes.mayStay(to.id())) {
            session.choose(Optional.of(to.id()));
            connect(to);
        } else {
            session.choose(Optional.empty());
            begin();
        }
    }

    private static Set<String> with(Set<String> ids, String id) {
        Set<String> all = new HashSet<>(ids);
        all.add(id);
        return all;
    }

    private static String why(Server to, Throwable cause) {
        return "cannot connect to " + to.id() + ": " + NetworkErrors.describe(cause);
    }
}
