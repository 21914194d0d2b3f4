package org.rolegate.net;

import java.util.List;
import java.util.Optional;

import io.netty.buffer.Unpooled;
import io.netty.channel.socket.SocketChannel;

import org.rolegate.core.config.SessionKind;
import org.rolegate.core.model.Server;
import org.rolegate.core.session.Ending;
import org.rolegate.core.session.SessionPhase;

/**
 * One client connection and its server connection, from accept to its ending; both on one event loop, which alone touches
 * the fields that are neither final, nor volatile, nor guarded.
 */
final class Session {

    private final Frontend frontend;
    private final Loops loops;
    private final SocketChannel client;
    private final Moving moving;
    private final Passage passage;
    private final SessionTraffic traffic;
    private final Leaving leaving = new Leaving(this);

    /** Null while it has a server: sessions are many, and most of them are idle. */
    private ServerSearch search;
    /** Null unless it waits, or did so since it has its server. */
    private SessionHold hold;
    /** Null until it parts from its client. */
    private Farewell farewell;
    /** Guarded by this session: others cut it. */
    private boolean cut;

    private volatile Optional<String> server = Optional.empty();
    private final ClientLeg clientLeg = new ClientLeg(this);
    private ServerLeg serverLeg;
    private SocketChannel serverChannel;
    private SessionPhase phase = SessionPhase.CONNECTING;
    private Optional<Ending> ending = Optional.empty();

    Session(Frontend frontend, Loops loops, SocketChannel client) {
        this.frontend = frontend;
        this.loops = loops;
        this.client = client;
        this.search = newSearch();
        boolean tracked = frontend.settings().session() == SessionKind.TRACKED;
        this.moving = new Moving(client.eventLoop(), tracked ? Optional.of(newFollowing()) : Optional.empty());
        this.passage = new Passage(this, frontend.routes());
        this.traffic = new SessionTraffic(frontend);
    }

    private ServerSearch newSearch() {
        return new ServerSearch(this, frontend, loops, client);
    }

    private Following newFollowing() {
        return new Following(
                loops.scratch(client.eventLoop()), frontend.sessions().scripts());
    }

    /** Returns the id of the server chosen, once there is one; from any thread. */
    Optional<String> server() {
        return server;
    }

    /** Begins; the given one says when clients speak another protocol. */
    void begin(Seldom foreign) {
        traffic.opened();
        frontend.sessions().add(this);
        client.pipeline().addLast(new FirstWord(this, frontend, foreign), clientLeg);
        client.closeFuture().addListener(closed -> account());
        client.eventLoop().execute(() -> {
            if (closed() || !hold().waitsBehindOthers()) {
                search.begin();
            }
        });
        Stillness.watch(this, loops.ticker());
    }

    /**
     * Ends the session from outside, or has it leave its server; from any thread.
     *
     * @return false if that is under way already
     */
    boolean cut(Ending by) {
        if (by == Ending.DEMOTED) {
            return leaving.demoted();
        }
        if (!firstCut()) {
            return false;
        }
        client.eventLoop().execute(() -> end(by));
        return true;
    }

    private synchronized boolean firstCut() {
        boolean first = !cut;
        cut = true;
        return first;
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

    /** It goes on without its server, and looks for another one. */
    void movesOn() {
        phase = phase.moved();
        endSearch();
        search = newSearch();
        dropServer();
    }

    private void endSearch() {
        if (search != null) {
            search.end();
        }
    }

    /** Gives up the server that it is connected, or connecting, to. */
    private void dropServer() {
        boolean fenced = !passage.mayForward();
        chooseNone();
        if (serverChannel != null) {
            serverLeg.detach();
            if (fenced) {
                hangUp(serverChannel);
            } else {
                serverChannel.close();
            }
            traffic.moved();
            serverChannel = null;
            serverLeg = null;
        }
    }

    /** A connection to a server stands; returns what the server must be told first. */
    List<byte[][]> connected(Server to, ServerLeg leg, SocketChannel channel) {
        serverChannel = channel;
        serverLeg = leg;
        traffic.connected(to.id());
        resume(serverChannel);
        return moving.replay();
    }

    /** The server knows what it must know: the session goes on, or begins. */
    void ready() {
        search.end();
        search = null;
        hold().through();
        hold = null;
        boolean clientDone = phase == SessionPhase.CONNECTING_CLIENT_DONE;
        phase = phase.connected();
        if (moving.arrived()) {
            traffic.resumed();
        }
        if (passage.passStashes()) {
            resume(client);
            if (clientDone) {
                finishOutput(serverChannel);
            }
        } else if (clientDone) {
            end(Ending.CLIENT_GONE_HELD);
        } else {
            passage.park();
            clientLeg.listen();
        }
    }

    /** A server that a session was to go on with will not have it. */
    void replayRefused(Server by, String why) {
        refuse(Ending.CONNECT_FAILED, by.id() + " would not take the session over: " + why);
    }

    /** A server broke the connection, or was silent, before the session could go on with it. */
    void replayBroke(Server by, String why) {
        dropServer();
        search.replayBroke(by, why);
    }

    /** The server could not be reached. */
    void connectFailed(Server to) {
        traffic.connectionError(to.id());
        hold().failed();
    }

    /** No server can be had for now. */
    void holdWithout(String reason, boolean full) {
        chooseNone();
        if (!hold().enabled() && !full || phase == SessionPhase.CONNECTING_CLIENT_DONE) {
            // Who said its last may have gone for good: what it wanted must not be done much later.
            refuse(Ending.NO_SERVER, reason);
        } else if (!hold().waits(full)) {
            refuse(Ending.NO_SERVER, frontend.sessions().held() + " clients wait already; " + reason);
        }
    }

    /** The server's bytes of one turn were passed on. */
    void answered() {
        if (moving.leaving()) {
            leaving.move();
        }
    }

    void serverDoubtful() {
        server.ifPresent(frontend.routes()::suspect);
    }

    /** Tells the client why, unless it has asked nothing that this could be the answer to. */
    void refuse(Ending by, String reason) {
        if (moving.moved() && !hold().owed()) {
            end(by);
            return;
        }
        endsBy(by);
        dropServer();
        farewell().say(by, reason);
        farewell().letGo();
    }

    private Farewell farewell() {
        if (farewell == null) {
            farewell = new Farewell(this, client, frontend.settings().timeouts().clientFin());
        }
        return farewell;
    }

    Frontend frontend() {
        return frontend;
    }

    /** Returns its search for a server; null while it has one. */
    ServerSearch search() {
        return search;
    }

    /** Returns how it waits, if it does. */
    SessionHold hold() {
        if (hold == null) {
            hold = new SessionHold(this);
        }
        return hold;
    }

    Leaving leaving() {
        return leaving;
    }

    Passage passage() {
        return passage;
    }

    Moving moving() {
        return moving;
    }

    SessionTraffic traffic() {
        return traffic;
    }

    ClientLeg clientLeg() {
        return clientLeg;
    }

    /** Returns the server's side; null before the server is connected. */
    ServerLeg serverLeg() {
        return serverLeg;
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

    /** Tells whether both sides may still speak. */
    boolean open() {
        return phase == SessionPhase.OPEN;
    }

    /** Tells whether the client has said its last, and its server has not. */
    boolean clientFinished() {
        return phase == SessionPhase.CLIENT_DONE;
    }

    boolean connecting() {
        return phase.connecting();
    }

    /** The client sends no more. */
    void clientDone() {
        if (closed()) {
            client.close();
            return;
        }
        if (hold().waiting() || hold().parked() && (clientLeg.stashed() || moving.asksAgain())) {
            // It gave up: what it still wanted is nobody's wish any more.
            end(Ending.CLIENT_GONE_HELD);
            return;
        }
        // It cannot go on elsewhere any more: what its server said counts.
        passage.believeRefusal();
        boolean connecting = phase.connecting();
        // Nothing is owed to anybody: the server need not be asked to say so.
        phase = !connecting && moving.over() ? SessionPhase.CLOSED : phase.clientDone();
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
        if (serverLeg.stashed() || leaving.possible() || phase == SessionPhase.OPEN && moving.owed()) {
            // What it said last may be out of date; and a client whose session can go on elsewhere need not know.
            serverBroke();
            return;
        }
        phase = phase.serverDone();
        if (closed()) {
            closeInOrder();
        } else {
            finishOutput(client);
            farewell().limit();
        }
    }

    void clientBroke() {
        end(hold().waiting() ? Ending.CLIENT_GONE_HELD : phase.clientBroke());
    }

    void serverBroke() {
        if (closed()) {
            return;
        }
        server.ifPresent(frontend.routes()::suspect);
        if (leaving.move() || leaving.moveUncertain()) {
            return;
        }
        endsBy(Ending.SERVER_ABORT);
        serverChannel.close();
        farewell().letGo();
    }

    private void closeInOrder() {
        endsBy(Ending.NORMAL);
        farewell().closeInOrder(serverChannel);
    }

    /** Resets: what a server has not got yet, cut off as it may be, must not reach it when the network is whole again. */
    private static void hangUp(SocketChannel server) {
        if (server.isOpen()) {
            server.config().setSoLinger(0);
        }
        server.close();
    }

    void end(Ending by) {
        endsBy(by);
        client.close();
        if (serverChannel != null) {
            if (by != Ending.NORMAL && !passage.mayForward()) {
                hangUp(serverChannel);
            } else {
                serverChannel.close();
            }
        }
    }

    /** The first cause counts. */
    private void endsBy(Ending by) {
        phase = SessionPhase.CLOSED;
        endSearch();
        if (hold != null) {
            hold.leave();
        }
        if (ending.isEmpty()) {
            ending = Optional.of(by);
        }
    }

    /** Counts the session as ended, once its client connection is. */
    private void account() {
        if (farewell != null) {
            farewell.cancel();
        }
        // A failed write closes the client's channel before anything else is heard of it.
        Ending by = ending.orElseGet(phase::clientBroke);
        end(by);
        clientLeg.dropStash();
        if (serverLeg != null) {
            serverLeg.dropStash();
        }
        moving.forget();
        frontend.sessions().remove(this);
        traffic.closed(by);
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
