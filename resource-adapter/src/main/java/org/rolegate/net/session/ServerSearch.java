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
 * The search for a server for one session: the choice, the connection, and what the server must be told first. Belongs to the
 * session's event loop.
 *
 * <pre>
 *                 Route                       connected            told, or nothing to tell
 *   DECIDING ---------------&gt; CONNECTING ------------&gt; TELLING ----------------------------&gt; found
 *    ^  |  \                       | failed               | broke, refused
 *    |  |   \ Refuse               v                      v
 *    |  |    +--------------&gt; refused  &lt;------- another server, or none
 *    |  +--- Wait: held, until its turn comes ---+
 *    +-------------------------------------------+
 * </pre>
 */
final class ServerSearch {

    /** HAProxy's pause before the same server is tried again, if connecting may take as long. */
    private static final Duration TURN_AROUND = Duration.ofSeconds(1);

    private final Session session;
    private final SessionMachine machine;
    private final FrontendContext frontend;
    private final EventLoops loops;
    private final SocketChannel client;
    private final InetAddress address;
    /** Those that cannot be reached; made when there is one. */
    private Set<String> failed = Set.of();

    private boolean over;
    private int attempts;
    /** Makes the outcome of a connection attempt that was given up harmless. */
    private int attempt;
    /** Ends the wait for the answers to what the server was told. */
    private Future<?> deadline;

    ServerSearch(Session session, FrontendContext frontend, EventLoops loops, SocketChannel client) {
        this.session = session;
        this.machine = session.machine();
        this.frontend = frontend;
        this.loops = loops;
        this.client = client;
        this.address = client.remoteAddress().getAddress();
    }

    /** Ends for good: what is under way comes to nothing. */
    void end() {
        over = true;
        forgetAttempt();
    }

    private void forgetAttempt() {
        attempt++;
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    void begin() {
        if (over || machine.closed()) {
            return;
        }
        Decision decision = decide();
        if (decision instanceof Decision.Route route) {
            session.choose(Optional.of(route.server().id()));
            if (frontend.routes().mayStay(route.server().id())) {
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

    /** Returns why no server can be had, for a client that has waited for long. */
    String whyNone() {
        return decide() instanceof Decision.Wait wait ? wait.reason() : "no server could be reached";
    }

    private Decision decide() {
        return frontend.routes().decide(failed, address);
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
        int mine = ++attempt;
        ServerLeg leg = session.newServerLeg();
        SocketChannel server;
        try {
            server = newSocket(leg);
        } catch (ChannelException noSocket) {
            client.eventLoop().execute(() -> connectFailed(to, noSocket, mine));
            return;
        }
        Duration most = frontend.settings().timeouts().connect();
        loops.resolvers().connect(server, to.endpoint(), most).addListener((ChannelFutureListener)
                done -> connected(to, leg, done, mine));
    }

    /** Without Netty's bootstrap, which costs more than the socket. */
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

    private void connectFailed(Server to, Throwable cause, int mine) {
        if (mine == attempt && !machine.closed()) {
            connectFailed(to, cause);
        }
    }

    private void connected(Server to, ServerLeg leg, ChannelFuture done, int mine) {
        if (machine.closed() || mine != attempt) {
            // Its end is no news of the server that the session has by now.
            leg.detach();
            done.channel().close();
        } else if (!done.isSuccess()) {
            connectFailed(to, done.cause());
        } else if (!frontend.routes().mayStay(to.id())) {
            leg.detach();
            done.channel().close();
            session.choose(Optional.empty());
            begin();
        } else {
            List<byte[][]> replay = session.connected(to, leg, (SocketChannel) done.channel());
            if (replay.isEmpty()) {
                machine.onServerReady();
            } else {
                long most = frontend.settings().timeouts().connect().toMillis();
                deadline = client.eventLoop()
                        .schedule(
                                () -> session.replayBroke(to, "no reply to the login within " + most + " ms"),
                                most,
                                TimeUnit.MILLISECONDS);
                leg.tell(new StateReplay(replay), to);
            }
        }
    }

    /** A server broke the connection, or was silent, before the session could go on with it. */
    void replayBroke(Server by, String why) {
        forgetAttempt();
        connectFailed(by, new IOException(why));
    }

    private void connectFailed(Server to, Throwable cause) {
        frontend.routes().suspect(to.id());
        session.connectFailed(to);
        boolean retries = attempts <= frontend.settings().connections().retries();
        if (retries && !frontend.settings().connections().redispatch() && staysAt(to)) {
            return;
        }
        failed = with(failed, to.id());
        Decision next = decide();
        if (next instanceof Decision.Wait wait
                && (wait.full() || !frontend.settings().hold().timeout().isZero())) {
            // The check that was just asked for will tell whether it is gone.
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

    /** Tries the same server again in a while, if it may still be chosen then. */
    private boolean staysAt(Server to) {
        if (!frontend.routes().mayStay(to.id())) {
            return false;
        }
        int mine = attempt;
        Duration patience = frontend.settings().timeouts().connect();
        long pause = Math.min(TURN_AROUND.toMillis(), patience.toMillis());
        client.eventLoop()
                .schedule(
                        () -> {
                            if (mine == attempt && !machine.closed()) {
                                again(to);
                            }
                        },
                        pause,
                        TimeUnit.MILLISECONDS);
        return true;
    }

    private void again(Server to) {
        if (frontend.routes().mayStay(to.id())) {
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
