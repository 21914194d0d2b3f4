package org.rolegate.net.session;

import java.util.Objects;
import java.util.Optional;

import io.netty.buffer.Unpooled;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

import org.rolegate.core.model.Server;
import org.rolegate.core.session.Ending;
import org.rolegate.core.session.SessionEffects;
import org.rolegate.core.session.SessionTimer;
import org.rolegate.net.io.EventLoops;

/**
 * The effects of one session on its channels, its place in the queue and its timers, as its state machine requests them.
 * Belongs to the session's event loop.
 */
final class NettySessionEffects implements SessionEffects {

    private final Session session;
    private final FrontendContext frontend;
    private final SocketChannel client;
    private final NettySessionFacts facts;
    private final EventLoops loops;
    private final HeldSessions held;

    // Null unless needed: there are many sessions, and most of them are idle.
    private @Nullable ServerSearch search;
    private @Nullable QueueTicket ticket;
    private @Nullable ParkedSession parked;
    private @Nullable SessionTimers timers;
    private @Nullable GracefulClose gracefulClose;

    NettySessionEffects(
            Session session,
            FrontendContext frontend,
            SocketChannel client,
            NettySessionFacts facts,
            EventLoops loops) {
        this.session = session;
        this.frontend = frontend;
        this.client = client;
        this.facts = facts;
        this.loops = loops;
        this.held = frontend.sessions().heldSessions();
    }

    // The search for a server

    @Override
    public void search() {
        currentSearch().begin();
    }

    private ServerSearch currentSearch() {
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

    /** Returns the reason why no server is available. */
    String noServerReason() {
        return currentSearch().noServerReason();
    }

    /** Continues the search after the replay on a server has failed; a search is under way. */
    void replayFailed(Server by, String why) {
        Objects.requireNonNull(search).replayFailed(by, why);
    }

    @Override
    public void dropServer(boolean reset) {
        session.choose(Optional.empty());
        SocketChannel dropped = session.detachServer();
        if (dropped != null) {
            close(dropped, reset);
            session.traffic().moved();
        }
    }

    @Override
    public void leaveServer() {
        session.replayBuffer().onServerLeft();
        session.traffic().left();
    }

    @Override
    public void recordResumed() {
        session.traffic().resumed();
    }

    // Bytes

    @Override
    public void answerUncertain() {
        session.server().flatMap(session.replayBuffer()::answerUncertain).ifPresent(answers -> {
            session.traffic().uncertain(answers);
            client.writeAndFlush(answers.bytes());
        });
    }

    @Override
    public void resendRequests() {
        session.replayBuffer().resend(session.connectedServerChannel());
    }

    @Override
    public boolean forwardRequests() {
        return session.clientLeg().forwardPending();
    }

    @Override
    public boolean forwardReplies() {
        return session.serverLeg().forwardPending();
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
        SocketChannel server = session.connectedServerChannel();
        if (fromClient && server.isWritable()) {
            SocketSetup.resume(client);
        }
        if (client.isWritable()) {
            SocketSetup.resume(server);
        }
    }

    @Override
    public void readHeldClient() {
        session.clientLeg().readWhileHeld();
    }

    @Override
    public void recheckServer() {
        session.server().ifPresent(frontend.routes()::suspect);
    }

    // Queue, parking and timers

    @Override
    public void recordQueueReason(boolean placeOnServer) {
        held.recordQueueReason(placeOnServer);
    }

    @Override
    public boolean enterQueue() {
        return ticket().enter();
    }

    /** {@inheritDoc} The session is in the queue. */
    @Override
    public void leaveQueue() {
        Objects.requireNonNull(ticket).leave();
    }

    @Override
    public boolean claimTurn() {
        return ticket().claimTurn();
    }

    @Override
    public void completeSearch() {
        stopSearch();
        facts.onConnected();
        boolean waited = ticket != null && ticket.releaseTurn();
        ticket = null;
        held.onConnectResult(true);
        if (waited) {
            // The next one need not wait for a tick.
            held.release();
        }
    }

    @Override
    public void releaseTurn() {
        if (ticket != null) {
            ticket.releaseTurn();
        }
    }

    private QueueTicket ticket() {
        if (ticket == null) {
            ticket =
                    new QueueTicket(held, frontend.settings().hold().sessions(), session.machine(), client.eventLoop());
        }
        return ticket;
    }

    @Override
    public void park(boolean first) {
        if (parked == null) {
            parked = new ParkedSession(held, session.machine(), client.eventLoop());
        }
        boolean requests = session.clientLeg().hasPending() || session.machine().resendsRequests();
        parked.park(first, requests, session.serverLeg().hasPending());
    }

    /** {@inheritDoc} The session was parked before. */
    @Override
    public void unpark() {
        Objects.requireNonNull(parked).unpark();
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
        finishOutput(session.connectedServerChannel());
    }

    @Override
    public void halfCloseClient() {
        finishOutput(client);
        gracefulClose().startTimeout();
    }

    @Override
    public void closeGracefully() {
        gracefulClose().closeAfterFlush(session.connectedServerChannel());
    }

    @Override
    public void closeServerThenClient() {
        session.connectedServerChannel().close();
        gracefulClose().closeClient();
    }

    @Override
    public void refuse(Ending by, String reason) {
        gracefulClose().writeError(by, reason);
        gracefulClose().closeClient();
    }

    @Override
    public void close(boolean reset) {
        client.close();
        SocketChannel server = session.serverChannel();
        if (server != null) {
            close(server, reset);
        }
    }

    @Override
    public void closeClient() {
        client.close();
    }

    /** Cancels the time limit of the graceful close, once the client's connection is closed. */
    void cancel() {
        if (gracefulClose != null) {
            gracefulClose.cancel();
        }
    }

    private GracefulClose gracefulClose() {
        if (gracefulClose == null) {
            gracefulClose = new GracefulClose(
                    session.machine(), client, frontend.settings().timeouts().clientFin());
        }
        return gracefulClose;
    }

    /**
     * Closes a server connection. A reset discards what an unreachable server has not received yet: it must not arrive when
     * the network works again.
     */
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
