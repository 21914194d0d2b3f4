package org.rolegate.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.SocketChannel;

import org.rolegate.core.config.SessionKind;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.model.CheckStatus;
import org.rolegate.core.model.Server;
import org.rolegate.core.routing.Decision;
import org.rolegate.core.session.Ending;
import org.rolegate.core.session.SessionPhase;
import org.rolegate.core.stats.Traffic;

/**
 * One client connection and its server connection, from accept to its ending; both on one event loop, which alone touches
 * the fields, {@code server}, {@code cut} and {@code demoted} aside.
 */
final class Session {

    /** Another server is tried this often before the client is refused. */
    private static final int MAX_ATTEMPTS = 3;

    /** How long a client may take to read the last words before the connection is closed under it. */
    private static final long LAST_WORDS_SECONDS = 2;

    /** How long a client may go without reading on once its server has finished; HAProxy's timeout client-fin. */
    private static final long FIN_SECONDS = 60;

    /** How long a replica that became too old may take to answer what it was asked before. */
    private static final long QUIET_MILLIS = 100;

    private final Frontend frontend;
    private final Loops loops;
    private final SocketChannel client;
    private final InetAddress address;

    private final AtomicBoolean cut = new AtomicBoolean();
    private final AtomicBoolean demoted = new AtomicBoolean();
    private volatile Optional<String> server = Optional.empty();
    private SocketChannel serverChannel;
    private Traffic serverTraffic;
    private SessionPhase phase = SessionPhase.CONNECTING;
    private Optional<Ending> ending = Optional.empty();
    private int attempts;
    /** Makes the outcome of a connection attempt that was given up harmless. */
    private int attempt;

    private Future<?> deadline;
    private Future<?> quietDeadline;
    private final Set<String> failed = new HashSet<>();
    private final ClientLeg clientLeg = new ClientLeg(this);
    private ServerLeg serverLeg;
    private final SessionHold hold;
    /** Null if the session is to stay with the server that it has first. */
    private final Following following;
    /** The client sends no more, and what it said last is stashed. */
    private boolean finishLater;
    /** It must leave its server as soon as that has answered. */
    private boolean leaving;
    /** It had a server before: its client is in the midst of its work. */
    private boolean moved;

    /** Since a server last answered: one that closes whatever is asked must not be asked for ever. */
    private int movesInARow;

    Session(Frontend frontend, Loops loops, SocketChannel client) {
        this.frontend = frontend;
        this.loops = loops;
        this.client = client;
        this.address = client.remoteAddress().getAddress();
        this.hold = new SessionHold(
                this, frontend.sessions().holding(), frontend.settings().hold(), client.eventLoop());
        this.following = frontend.settings().session() == SessionKind.TRACKED ? new Following() : null;
    }

    /** Returns the id of the server chosen, once there is one; from any thread. */
    Optional<String> server() {
        return server;
    }

    void begin() {
        frontend.traffic().opened();
        frontend.backend().opened();
        frontend.sessions().add(this);
        client.pipeline().addLast(clientLeg);
        client.closeFuture().addListener(closed -> account());
        client.eventLoop().execute(this::route);
    }

    /**
     * Ends the session from outside; from any thread.
     *
     * @return false if that is under way already
     */
    boolean cut(Ending by) {
        AtomicBoolean told = by == Ending.DEMOTED ? demoted : cut;
        if (!told.compareAndSet(false, true)) {
            return false;
        }
        client.eventLoop().execute(by == Ending.DEMOTED ? this::leaveServer : () -> end(by));
        return true;
    }

    /** Its server may have lost the role for which the session was opened. */
    private void leaveServer() {
        if (closed()) {
            return;
        }
        // First the flag, then the table: a demotion after this look tells the session anew.
        demoted.set(false);
        if (leaving || server.filter(frontend.routes()::mayStay).isPresent()) {
            return;
        }
        if (phase.connecting()) {
            // Nothing was said to it yet: the client need not notice.
            attempt++;
            dropServer();
            route();
        } else if (!move() && !leaveWhenQuiet()) {
            demoted.set(true);
            end(Ending.DEMOTED);
        }
    }

    /** Goes on with another server, if the conversation is at a point where that can take over. */
    private boolean move() {
        if (!movable()) {
            return false;
        }
        movesInARow++;
        cancelQuietDeadline();
        phase = phase.moved();
        moved = true;
        attempt++;
        attempts = 0;
        failed.clear();
        client.config().setAutoRead(false);
        dropServer();
        route();
        return true;
    }

    private boolean movable() {
        return following != null && phase == SessionPhase.OPEN && movesInARow < MAX_ATTEMPTS && following.canMove();
    }

    /** A replica that is merely too old may finish what it was asked; of a former master no answer is worth having. */
    private boolean leaveWhenQuiet() {
        if (following == null
                || phase != SessionPhase.OPEN
                || frontend.settings().role() == TargetRole.MASTER
                || !following.mayBecomeMovable()) {
            return false;
        }
        leaving = true;
        client.config().setAutoRead(false);
        quietDeadline = client.eventLoop()
                .schedule(
                        () -> {
                            if (leaving && !closed() && !move()) {
                                end(Ending.DEMOTED);
                            }
                        },
                        QUIET_MILLIS,
                        TimeUnit.MILLISECONDS);
        return true;
    }

    private void cancelQuietDeadline() {
        leaving = false;
        if (quietDeadline != null) {
            quietDeadline.cancel(false);
            quietDeadline = null;
        }
    }

    private void dropServer() {
        choose(Optional.empty());
        if (serverChannel != null) {
            serverLeg.detach();
            serverChannel.close();
            serverTraffic.closed(Ending.MOVED);
            serverChannel = null;
            serverLeg = null;
            serverTraffic = null;
        }
    }

    private void route() {
        if (phase == SessionPhase.CLOSED) {
            return;
        }
        Decision decision = frontend.routes().decide(failed, address);
        if (decision instanceof Decision.Route route) {
            choose(Optional.of(route.server().id()));
            if (frontend.routes().mayStay(route.server().id())) {
                connect(route.server());
            } else {
                choose(Optional.empty());
                client.eventLoop().execute(this::route);
            }
        } else if (decision instanceof Decision.Wait wait) {
            hold(wait.reason());
        } else if (decision instanceof Decision.Refuse refuse) {
            refuse(Ending.NO_SERVER, refuse.reason());
        }
    }

    private void hold(String reason) {
        choose(Optional.empty());
        failed.clear();
        attempts = 0;
        if (!hold.enabled()) {
            refuse(Ending.NO_SERVER, reason);
        } else if (!hold.await()) {
            refuse(Ending.NO_SERVER, frontend.sessions().held() + " clients wait already; " + reason);
        } else if (!moved || owed()) {
            hold.limit();
        } else {
            // It has no wish yet, and may wait for as long as it has none.
            resume(client);
        }
    }

    /** Somebody waits for an answer. */
    private boolean owed() {
        return clientLeg.stashed() || following != null && following.owed();
    }

    /** The client of a session that waits for a server has said something. */
    void saidWhileWaiting() {
        if (moved && hold.enabled()) {
            hold.limit();
        }
    }

    /**
     * The time to be held is over.
     *
     * @param without there is no server; else there is one to which nothing may be said
     */
    void heldTooLong(boolean without) {
        if (!without) {
            // Nothing can be said here: the client may be in the midst of a reply.
            end(Ending.HOLD_TIMEOUT);
            return;
        }
        String reason = frontend.routes().decide(Set.of(), address) instanceof Decision.Wait wait
                ? wait.reason()
                : "no server could be reached";
        refuse(Ending.HOLD_TIMEOUT, reason + "; held for " + hold.timeoutMillis() + " ms");
    }

    /** Its turn has come; from any thread. */
    void goOn() {
        client.eventLoop().execute(() -> {
            hold.goOn();
            route();
        });
    }

    void park() {
        hold.park();
    }

    /** What kept its bytes back may be over; from any thread. */
    void lookAgain() {
        client.eventLoop().execute(() -> {
            hold.unpark();
            if (closed() || !connected()) {
                return;
            }
            if (passStashes()) {
                hold.leave();
                if (finishLater) {
                    finishLater = false;
                    finishOutput(serverChannel);
                }
                if (!leaving) {
                    resumeIfWritable(client, serverChannel, clientLeg);
                }
                resumeIfWritable(serverChannel, client, serverLeg);
            } else {
                park();
            }
        });
    }

    private boolean passStashes() {
        boolean replies = serverLeg.passStash();
        return clientLeg.passStash() & replies;
    }

    private static void resumeIfWritable(SocketChannel side, SocketChannel other, Leg leg) {
        if (other.isWritable() && !leg.stashed()) {
            resume(side);
        }
    }

    boolean mayForward() {
        Optional<String> to = server;
        return to.isPresent() && !leaving && frontend.routes().mayForward(to.get());
    }

    boolean mayAnswer() {
        return frontend.routes().mayAnswer();
    }

    /** These bytes of the client are about to be passed on. */
    void follows(ByteBuf requests) {
        if (following != null) {
            following.request(requests);
        }
    }

    /** These bytes of the server are about to be passed on. */
    void followsReplies(ByteBuf replies) {
        if (following != null) {
            following.reply(replies);
            movesInARow = 0;
        }
    }

    /** The server's bytes of one turn were passed on. */
    void answered() {
        if (leaving) {
            move();
        }
    }

    void serverDoubtful() {
        server.ifPresent(frontend.routes()::suspect);
    }

    /** The side of the given leg can take more: the other one is read again, unless it is held. */
    void resumeOpposite(Leg leg) {
        if (leg == clientLeg && connected() && !serverLeg.stashed()) {
            resume(serverChannel);
        } else if (leg == serverLeg && !clientLeg.stashed() && !leaving) {
            resume(client);
        }
    }

    private void choose(Optional<String> id) {
        frontend.sessions().moved(server, id);
        server = id;
    }

    private void connect(Server to) {
        attempts++;
        int mine = ++attempt;
        ServerLeg leg = new ServerLeg(this);
        new Bootstrap()
                .group(client.eventLoop())
                .resolver(loops.resolvers())
                .channel(loops.transport().socketChannel())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        frontend.settings().connectTimeout().toMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Listener.WATER_MARK)
                .handler(leg)
                .connect(InetSocketAddress.createUnresolved(
                        to.endpoint().host(), to.endpoint().port()))
                .addListener((ChannelFutureListener) done -> connected(to, leg, done, mine));
    }

    private void connected(Server to, ServerLeg leg, ChannelFuture done, int mine) {
        if (!client.eventLoop().inEventLoop()) {
            // A socket that could not even be made fails on a thread of Netty's own.
            client.eventLoop().execute(() -> connected(to, leg, done, mine));
        } else if (phase == SessionPhase.CLOSED || mine != attempt) {
            done.channel().close();
        } else if (!done.isSuccess()) {
            connectFailed(to, done.cause());
        } else if (!frontend.routes().mayStay(to.id())) {
            done.channel().close();
            choose(Optional.empty());
            route();
        } else {
            serverChannel = (SocketChannel) done.channel();
            serverLeg = leg;
            serverTraffic = frontend.serverTraffic().apply(to.id());
            serverTraffic.opened();
            List<byte[][]> replay = following == null ? List.of() : following.replay();
            resume(serverChannel);
            if (replay.isEmpty()) {
                ready();
            } else {
                leg.tell(new Replay(replay), to);
            }
        }
    }

    /** The server knows what it must know: the session goes on, or begins. */
    void ready() {
        hold.leave();
        boolean clientDone = phase == SessionPhase.CONNECTING_CLIENT_DONE;
        phase = phase.connected();
        if (following != null) {
            following.askAgain(serverChannel);
            serverChannel.flush();
        }
        if (!clientLeg.passStash()) {
            finishLater = clientDone;
            park();
            return;
        }
        resume(client);
        if (clientDone) {
            finishOutput(serverChannel);
        }
    }

    /** A server that a session was to go on with will not have it. */
    void replayRefused(Server by, String why) {
        dropServer();
        refuse(Ending.CONNECT_FAILED, by.id() + " would not take the session over: " + why);
    }

    /** A server broke the connection before the session could go on with it. */
    void replayBroke(Server by) {
        attempt++;
        dropServer();
        connectFailed(by, new java.io.IOException("the connection broke at the login"));
    }

    private void connectFailed(Server to, Throwable cause) {
        frontend.traffic().connectionError();
        frontend.backend().connectionError();
        frontend.serverTraffic().apply(to.id()).connectionError();
        frontend.routes().suspect(to.id());
        failed.add(to.id());
        Decision next = frontend.routes().decide(failed, address);
        if (next instanceof Decision.Wait && hold.enabled()) {
            // The check that was just asked for will tell whether it is gone.
            hold(why(to, cause));
            return;
        }
        if (attempts < MAX_ATTEMPTS && next instanceof Decision.Route other) {
            choose(Optional.of(other.server().id()));
            connect(other.server());
            return;
        }
        refuse(
                Failures.status(cause) == CheckStatus.L4TOUT ? Ending.CONNECT_TIMEOUT : Ending.CONNECT_FAILED,
                why(to, cause));
    }

    private static String why(Server to, Throwable cause) {
        return "cannot connect to " + to.id() + ": " + Failures.words(cause);
    }

    /** Tells the client why in its own protocol, unless it has asked nothing that this could be the answer to. */
    private void refuse(Ending by, String reason) {
        if (moved && !owed()) {
            end(by);
            return;
        }
        byte[] error =
                ("-ERR rolegate: " + reason.replaceAll("[\\r\\n]+", " ") + "\r\n").getBytes(StandardCharsets.UTF_8);
        endsBy(by);
        client.write(Unpooled.wrappedBuffer(error));
        letGo();
    }

    SocketChannel serverChannel() {
        return serverChannel;
    }

    SocketChannel clientChannel() {
        return client;
    }

    boolean closed() {
        return phase == SessionPhase.CLOSED;
    }

    /** Tells whether it has a server that may be spoken to. */
    boolean connected() {
        return serverChannel != null && !phase.connecting();
    }

    boolean connecting() {
        return phase.connecting();
    }

    void countIn(long bytes) {
        frontend.traffic().in(bytes);
        frontend.backend().in(bytes);
        if (serverTraffic != null) {
            serverTraffic.in(bytes);
        }
    }

    void countOut(long bytes) {
        frontend.traffic().out(bytes);
        frontend.backend().out(bytes);
        if (serverTraffic != null) {
            serverTraffic.out(bytes);
        }
    }

    /** The client sends no more. */
    void clientDone() {
        if (closed()) {
            client.close();
            return;
        }
        if (hold.waiting() || hold.parked() && clientLeg.stashed()) {
            // It gave up: what it still wanted is nobody's wish any more.
            end(Ending.CLIENT_GONE_HELD);
            return;
        }
        boolean connecting = phase.connecting();
        phase = phase.clientDone();
        if (closed()) {
            closeInOrder();
        } else if (!connecting) {
            finishOutput(serverChannel);
        }
    }

    /** The server sends no more. */
    void serverDone() {
        if (closed()) {
            return;
        }
        if (serverLeg.stashed() || movable()) {
            // What it said last may be out of date; and a client whose session can go on elsewhere need not know.
            serverBroke();
            return;
        }
        phase = phase.serverDone();
        if (closed()) {
            closeInOrder();
        } else {
            finishOutput(client);
            endAfter(FIN_SECONDS);
        }
    }

    void clientBroke() {
        end(hold.waiting() ? Ending.CLIENT_GONE_HELD : phase.clientBroke());
    }

    void serverBroke() {
        if (closed()) {
            return;
        }
        server.ifPresent(frontend.routes()::suspect);
        if (move()) {
            return;
        }
        endsBy(Ending.SERVER_ABORT);
        serverChannel.close();
        letGo();
    }

    private void closeInOrder() {
        endsBy(Ending.NORMAL);
        endAfter(FIN_SECONDS);
        // The end of the client's channel is the end of the session, and of the server's channel.
        serverChannel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> client.writeAndFlush(
                        Unpooled.EMPTY_BUFFER)
                .addListener(ChannelFutureListener.CLOSE));
    }

    void end(Ending by) {
        endsBy(by);
        client.close();
        if (serverChannel != null) {
            serverChannel.close();
        }
    }

    /** The first cause counts. */
    private void endsBy(Ending by) {
        phase = SessionPhase.CLOSED;
        if (ending.isEmpty()) {
            ending = Optional.of(by);
        }
    }

    /** Counts the session as ended, once its client connection is. */
    private void account() {
        if (deadline != null) {
            deadline.cancel(false);
        }
        Ending by = ending.orElse(Ending.INTERNAL);
        end(by);
        hold.leave();
        cancelQuietDeadline();
        clientLeg.dropStash();
        if (serverLeg != null) {
            serverLeg.dropStash();
        }
        if (following != null) {
            following.forget();
        }
        frontend.sessions().remove(this);
        frontend.traffic().closed(by);
        frontend.backend().closed(by);
        if (serverTraffic != null) {
            serverTraffic.closed(by);
        }
    }

    /** Reads a side again, unless it has said its last. */
    static void resume(SocketChannel side) {
        if (!side.isInputShutdown()) {
            side.config().setAutoRead(true);
        }
    }

    /** Lets the client read what was said; what it still says is read too, or a reset would wipe the last words out. */
    private void letGo() {
        endAfter(FIN_SECONDS);
        resume(client);
        client.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
            client.shutdownOutput();
            endAfter(LAST_WORDS_SECONDS);
        });
    }

    private void endAfter(long seconds) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        long pending = pendingForClient();
        deadline = client.eventLoop()
                .schedule(
                        () -> {
                            if (pendingForClient() < pending) {
                                endAfter(seconds);
                            } else {
                                end(Ending.FIN_TIMEOUT);
                            }
                        },
                        seconds,
                        TimeUnit.SECONDS);
    }

    private long pendingForClient() {
        ChannelOutboundBuffer buffer = client.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    private static void finishOutput(SocketChannel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> channel.shutdownOutput());
    }
}
