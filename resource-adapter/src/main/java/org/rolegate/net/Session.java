package org.rolegate.net;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.socket.SocketChannel;

import org.rolegate.core.config.SessionKind;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.model.Server;
import org.rolegate.core.session.Ending;
import org.rolegate.core.session.SessionPhase;
import org.rolegate.core.stats.Traffic;

/**
 * One client connection and its server connection, from accept to its ending; both on one event loop, which alone touches
 * the fields, {@code server}, {@code cut} and {@code demoted} aside.
 */
final class Session {

    /** How long a replica that became too old may take to answer what it was asked before. */
    private static final int QUIET_MILLIS = 100;

    private final Frontend frontend;
    private final SocketChannel client;
    private final ServerSearch search;
    private final SessionHold hold;
    private final Farewell farewell;
    /** Null if the session is to stay with the server that it has first. */
    private final Following following;

    private final AtomicBoolean cut = new AtomicBoolean();
    private final AtomicBoolean demoted = new AtomicBoolean();
    private volatile Optional<String> server = Optional.empty();
    private final ClientLeg clientLeg = new ClientLeg(this);
    private ServerLeg serverLeg;
    private SocketChannel serverChannel;
    private Traffic serverTraffic;
    private SessionPhase phase = SessionPhase.CONNECTING;
    private Optional<Ending> ending = Optional.empty();

    private Future<?> quietDeadline;
    /** The client sends no more, and what it said last is stashed. */
    private boolean finishLater;
    /** What the former server left unanswered is still to be asked. */
    private boolean askAgain;
    /** It must leave its server as soon as that has answered. */
    private boolean leaving;
    /** It had a server before: its client is in the midst of its work. */
    private boolean moved;

    /** Since a server last answered: one that closes whatever is asked must not be asked for ever. */
    private int movesInARow;

    Session(Frontend frontend, Loops loops, SocketChannel client) {
        this.frontend = frontend;
        this.client = client;
        this.search = new ServerSearch(this, frontend, loops, client);
        this.hold = new SessionHold(
                this, frontend.sessions().holding(), frontend.settings().hold(), client.eventLoop());
        this.farewell = new Farewell(this, client);
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
        client.eventLoop().execute(search::begin);
    }

    /**
     * Ends the session from outside, or has it leave its server; from any thread.
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
            search.reset();
            dropServer();
            search.begin();
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
        client.config().setAutoRead(false);
        search.reset();
        dropServer();
        search.begin();
        return true;
    }

    private boolean movable() {
        return following != null
                && phase == SessionPhase.OPEN
                && movesInARow < ServerSearch.MAX_ATTEMPTS
                && following.canMove();
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

    void choose(String id) {
        chosen(Optional.of(id));
    }

    void chooseNone() {
        chosen(Optional.empty());
    }

    private void chosen(Optional<String> id) {
        frontend.sessions().moved(server, id);
        server = id;
    }

    private void dropServer() {
        chooseNone();
        if (serverChannel != null) {
            serverLeg.detach();
            serverChannel.close();
            serverTraffic.closed(Ending.MOVED);
            serverChannel = null;
            serverLeg = null;
            serverTraffic = null;
        }
    }

    /** A connection to a server stands; returns what the server must be told first. */
    List<byte[][]> connected(Server to, ServerLeg leg, SocketChannel channel) {
        serverChannel = channel;
        serverLeg = leg;
        serverTraffic = frontend.serverTraffic().apply(to.id());
        serverTraffic.opened();
        resume(serverChannel);
        return following == null ? List.of() : following.replay();
    }

    /** The server knows what it must know: the session goes on, or begins. */
    void ready() {
        hold.leave();
        boolean clientDone = phase == SessionPhase.CONNECTING_CLIENT_DONE;
        phase = phase.connected();
        askAgain = following != null;
        if (!passStashes()) {
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
        dropServer();
        search.replayBroke(by);
    }

    boolean mayWait() {
        return hold.enabled();
    }

    /** No server can be had for now. */
    void holdWithout(String reason) {
        chooseNone();
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
        if (without) {
            refuse(Ending.HOLD_TIMEOUT, search.whyNone() + "; held for " + hold.timeoutMillis() + " ms");
        } else {
            // Nothing can be said here: the client may be in the midst of a reply.
            end(Ending.HOLD_TIMEOUT);
        }
    }

    /** Its turn has come; from any thread. */
    void goOn() {
        client.eventLoop().execute(() -> {
            hold.goOn();
            search.begin();
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
            if (!passStashes()) {
                park();
                return;
            }
            hold.leave();
            if (finishLater) {
                finishLater = false;
                finishOutput(serverChannel);
            }
            if (!leaving && serverChannel.isWritable()) {
                resume(client);
            }
            if (client.isWritable()) {
                resume(serverChannel);
            }
        });
    }

    private boolean passStashes() {
        boolean replies = serverLeg.passStash();
        if (askAgain && mayForward()) {
            askAgain = false;
            following.askAgain(serverChannel);
            serverChannel.flush();
        }
        return !askAgain && clientLeg.passStash() & replies;
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

    /** Tells the client why, unless it has asked nothing that this could be the answer to. */
    void refuse(Ending by, String reason) {
        if (moved && !owed()) {
            end(by);
            return;
        }
        endsBy(by);
        farewell.say(reason);
        farewell.letGo();
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
            farewell.limit();
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
        farewell.letGo();
    }

    private void closeInOrder() {
        endsBy(Ending.NORMAL);
        farewell.closeInOrder(serverChannel);
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
        farewell.cancel();
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

    private static void finishOutput(SocketChannel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> channel.shutdownOutput());
    }
}
