package org.rolegate.net.session;

import java.util.Optional;

import io.netty.buffer.Unpooled;
import io.netty.channel.socket.SocketChannel;

import org.rolegate.core.model.Server;
import org.rolegate.core.session.Ending;
import org.rolegate.core.session.SessionEffects;
import org.rolegate.core.session.SessionTimer;
import org.rolegate.net.io.EventLoops;

/** Carries out what the life of one session orders. Belongs to the session's event loop. */
final class NettySessionEffects implements SessionEffects {

    private final Session session;
    private final FrontendContext frontend;
    private final SocketChannel client;
    private final NettySessionFacts circumstances;
    private final EventLoops loops;

    // Null unless needed: sessions are many, and most of them are idle.
    private ServerSearch search;
    private QueueTicket place;
    private ParkedSession parking;
    private SessionTimers timers;
    private GracefulClose farewell;

    NettySessionEffects(
            Session session,
            FrontendContext frontend,
            SocketChannel client,
            NettySessionFacts circumstances,
            EventLoops loops) {
        this.session = session;
        this.frontend = frontend;
        this.client = client;
        this.circumstances = circumstances;
        this.loops = loops;
    }

    private HeldSessions holding() {
        return frontend.sessions().holding();
    }

    // The search for a server

    @Override
    public void search() {
        theSearch().begin();
    }

    private ServerSearch theSearch() {
        if (search == null) {
            search = new ServerSearch(session, frontend, loops, client);
        }
        return search;
    }

    @Override
    public void stopSearch() {
        if (search != null) {
            search.end();
            search = null;
        }
    }

    /** Returns why no server can be had. */
    String whyNone() {
        return theSearch().whyNone();
    }

    /** The server that was found could not be told what it must know. */
    void replayBroke(Server by, String why) {
        search.replayBroke(by, why);
    }

    @Override
    public void dropServer(boolean reset) {
        session.choose(Optional.empty());
        SocketChannel dropped = session.takeServer();
        if (dropped != null) {
            close(dropped, reset);
            session.traffic().moved();
        }
    }

    @Override
    public void leaveServer() {
        session.following().left();
        session.traffic().left();
    }

    @Override
    public void recordResumed() {
        session.traffic().resumed();
    }

    // What is said

    @Override
    public void answerUncertain() {
        session.server().flatMap(session.following()::answerUncertain).ifPresent(answers -> {
            session.traffic().uncertain(answers);
            client.writeAndFlush(answers.bytes());
        });
    }

    @Override
    public void resendRequests() {
        session.following().askAgain(session.serverChannel());
    }

    @Override
    public boolean forwardRequests() {
        return session.clientLeg().passStash();
    }

    @Override
    public boolean forwardReplies() {
        return session.serverLeg().passStash();
    }

    @Override
    public void pauseClient() {
        client.config().setAutoRead(false);
    }

    @Override
    public void readClient() {
        SocketSetup.resume(client);
    }

    @Override
    public void readBoth(boolean fromClient) {
        SocketChannel server = session.serverChannel();
        if (fromClient && server.isWritable()) {
            SocketSetup.resume(client);
        }
        if (client.isWritable()) {
            SocketSetup.resume(server);
        }
    }

    @Override
    public void readHeldClient() {
        session.clientLeg().listen();
    }

    @Override
    public void recheckServer() {
        session.server().ifPresent(frontend.routes()::suspect);
    }

    // Waiting

    @Override
    public void recordQueueReason(boolean aPlace) {
        holding().waitFor(aPlace);
    }

    @Override
    public boolean enterQueue() {
        return place().enter();
    }

    @Override
    public void leaveQueue() {
        place.leave();
    }

    @Override
    public boolean claimTurn() {
        return place().claim();
    }

    @Override
    public void completeSearch() {
        stopSearch();
        circumstances.arrived();
        boolean waited = place != null && place.settle();
        place = null;
        holding().reached(true);
        if (waited) {
            // The next one need not wait for a tick.
            holding().release();
        }
    }

    @Override
    public void releaseTurn() {
        if (place != null) {
            place.settle();
        }
    }

    private QueueTicket place() {
        if (place == null) {
            place = new QueueTicket(
                    holding(), frontend.settings().hold().sessions(), session.machine(), client.eventLoop());
        }
        return place;
    }

    @Override
    public void park(boolean first) {
        if (parking == null) {
            parking = new ParkedSession(holding(), session.machine(), client.eventLoop());
        }
        boolean requests = session.clientLeg().stashed() || session.machine().resendsRequests();
        parking.park(first, requests, session.serverLeg().stashed());
    }

    @Override
    public void unpark() {
        parking.unpark();
    }

    @Override
    public void scheduleResume() {
        client.eventLoop().execute(session.machine()::onResume);
    }

    @Override
    public void startTimer(SessionTimer timer) {
        if (timers == null) {
            timers = new SessionTimers(session.machine(), frontend.settings(), client.eventLoop());
        }
        timers.start(timer);
    }

    @Override
    public void stopTimer(SessionTimer timer) {
        if (timers != null) {
            timers.stop(timer);
        }
    }

    // Endings

    @Override
    public void halfCloseServer() {
        finishOutput(session.serverChannel());
    }

    @Override
    public void halfCloseClient() {
        finishOutput(client);
        farewell().limit();
    }

    @Override
    public void closeGracefully() {
        farewell().closeInOrder(session.serverChannel());
    }

    @Override
    public void closeServerThenClient() {
        session.serverChannel().close();
        farewell().letGo();
    }

    @Override
    public void refuse(Ending by, String reason) {
        farewell().say(by, reason);
        farewell().letGo();
    }

    @Override
    public void close(boolean reset) {
        client.close();
        if (session.serverChannel() != null) {
            close(session.serverChannel(), reset);
        }
    }

    @Override
    public void closeClient() {
        client.close();
    }

    /** The client's connection is closed: nothing is to be waited for. */
    void cancel() {
        if (farewell != null) {
            farewell.cancel();
        }
    }

    private GracefulClose farewell() {
        if (farewell == null) {
            farewell = new GracefulClose(
                    session.machine(), client, frontend.settings().timeouts().clientFin());
        }
        return farewell;
    }

    /** A reset: what a server has not got yet, cut off as it may be, must not reach it when the network is whole again. */
    private static void close(SocketChannel server, boolean reset) {
        if (reset && server.isOpen()) {
            server.config().setSoLinger(0);
        }
        server.close();
    }

    private static void finishOutput(SocketChannel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> channel.shutdownOutput());
    }
}
